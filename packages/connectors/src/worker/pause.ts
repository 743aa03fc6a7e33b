import type { Clock } from "@ledgerport/sdk";

/** The pause between two passes, which can be ended before its time, or before it has begun. */
export class Pause {
  readonly #clock: Clock;
  #ended = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A pass begins, and will see whatever there is: calls of `end` from now on mean the pause after it. */
  begin(): void {
    if (this.#ended.signal.aborted) this.#ended = new AbortController();
  }

  /** Ends the pause. */
  end(): void {
    this.#ended.abort();
  }

  /** Waits until the time is over, the pause is ended or `signal` is aborted. Never rejects. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#ended.signal]);
    await this.#clock.sleep(milliseconds, either).catch(() => undefined);
  }
}
