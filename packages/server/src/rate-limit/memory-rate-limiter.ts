import type { Clock } from "@ledgerport/engine";
import { type RateLimitState, type RateLimiter, WINDOW_SECONDS } from "./rate-limiter.ts";

const WINDOW = WINDOW_SECONDS * 1000;

interface Window {
  endsAt: number;
  used: number;
}

/**
 * Counts in this process, in a window of a minute that starts with a bucket's first request.
 * Our own and not a library's, because those read the machine's clock, and the server's time is injected.
 */
export class MemoryRateLimiter implements RateLimiter {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #windows = new Map<string, Window>();
  #nextSweep = 0;

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** How many buckets it remembers. */
  get size(): number {
    return this.#windows.size;
  }

  consume(bucket: string): Promise<RateLimitState> {
    const now = this.#clock.now().getTime();
    this.#sweep(now);
    let window = this.#windows.get(bucket);
    if (window === undefined || !isOpen(window, now)) {
      window = { endsAt: now + WINDOW, used: 0 };
      this.#windows.set(bucket, window);
    }
    window.used += 1;
    return Promise.resolve({
      allowed: window.used <= this.#limit,
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - window.used),
      resetSeconds: Math.ceil((window.endsAt - now) / 1000),
    });
  }

  /** Forgets ended windows once a window's length, so that memory is bounded by the callers of two minutes. */
  #sweep(now: number): void {
    if (now < this.#nextSweep && this.#nextSweep <= now + WINDOW) return;
    this.#nextSweep = now + WINDOW;
    for (const [bucket, window] of this.#windows) {
      if (!isOpen(window, now)) this.#windows.delete(bucket);
    }
  }
}

/** One that ends later than a window lasts was opened by a clock that has been set back since. */
function isOpen(window: Window, now: number): boolean {
  return window.endsAt > now && window.endsAt <= now + WINDOW;
}
