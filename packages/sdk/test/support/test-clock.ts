import { type Clock, reasonOf } from "../../src/clock.ts";

/**
 * A clock that never waits. Sleeps of exactly `limitMs` are taken for time limits of attempts: they end only when
 * the test calls `expire`, or when they are aborted. All other sleeps end at once, are noted in `waits` and move the
 * time forward.
 */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  readonly #limits = new Set<() => void>();
  readonly #limitMs: number;
  #now = Date.parse("2025-05-23T15:21:32Z");

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  now(): Date {
    return new Date(this.#now);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(reasonOf(signal));
    if (milliseconds !== this.#limitMs) {
      this.waits.push(milliseconds);
      this.#now += milliseconds;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#limits.add(resolve);
      signal?.addEventListener("abort", () => {
        this.#limits.delete(resolve);
        reject(reasonOf(signal));
      });
    });
  }

  /** Lets the time limits that are running run out. */
  expire(): void {
    for (const end of this.#limits) end();
    this.#limits.clear();
  }

  /** Time limits that are running. */
  get running(): number {
    return this.#limits.size;
  }
}
