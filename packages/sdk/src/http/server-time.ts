import type { Clock } from "../clock.ts";

/** `Date` headers carry whole seconds, and so do the API's timestamps. */
const ROUNDING_MS = 2_000;

/** The moment that a request was first sent. */
export interface LostSince {
  /** Whether a timestamp of the server is not earlier than that moment. */
  covers(timestamp: string): boolean;
}

/** Compares the server's timestamps with moments of our own, though the two clocks may differ. */
export class ServerTime {
  readonly #clock: Clock;
  /** Milliseconds that the server's clock is ahead, by its newest answer. */
  #ahead = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes note of the server's time, as an answer that just came in gives it. */
  learn(date: Date): void {
    this.#ahead = date.getTime() - this.#clock.now().getTime();
  }

  /** Marks this moment. */
  mark(): LostSince {
    const sentAt = this.#clock.now().getTime();
    return { covers: (timestamp) => Date.parse(timestamp) >= sentAt + this.#ahead - ROUNDING_MS };
  }
}
