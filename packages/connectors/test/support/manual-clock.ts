import type { Clock } from "@ledgerport/sdk";

interface Sleeper {
  due: number;
  wake: () => void;
}

/** A clock that stands still until it is advanced. */
export class ManualClock implements Clock {
  #now = Date.parse("2025-05-23T15:21:32Z");
  readonly #sleepers = new Set<Sleeper>();

  now(): Date {
    return new Date(this.#now);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#sleepers.delete(sleeper);
        reject(new Error("aborted"));
      };
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener("abort", end);
        resolve();
      };
      const sleeper = { due: this.#now + milliseconds, wake };
      if (signal?.aborted === true) return end();
      signal?.addEventListener("abort", end, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  /** Lets time pass; whoever's sleep is over wakes up. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const sleeper of this.#sleepers) if (sleeper.due <= this.#now) sleeper.wake();
  }

  /** Sets the clock by so much; who sleeps sleeps for as long as before. */
  set(milliseconds: number): void {
    this.#now += milliseconds;
    for (const sleeper of this.#sleepers) sleeper.due += milliseconds;
  }

  /** How many sleep. */
  get sleeping(): number {
    return this.#sleepers.size;
  }
}
