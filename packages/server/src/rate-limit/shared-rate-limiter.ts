import type { Clock } from "@ledgerport/engine";
import { MemoryRateLimiter } from "./memory-rate-limiter.ts";
import type { RateLimitState, RateLimiter } from "./rate-limiter.ts";
import type { SharedCounters } from "./shared-counters.ts";

/** Milliseconds from losing the shared counters, or from trying in vain, to the next try. */
export const RETRY_AFTER = 1000;

/** What a shared rate limiter is made of. */
export interface SharedRateLimiterOptions {
  clock: Clock;
  /** Requests a window. */
  limit: number;
  /** Connects to the counters; rejects when they can't be used. */
  open: () => Promise<SharedCounters>;
  /** Told once when the counters can't be used any more, and why. */
  onAlone: (cause: unknown) => void;
  /** Told when they can be used, the first time included. */
  onShared: () => void;
}

/**
 * Counts together with other servers. While the shared counters can't be used it counts in this process, so that the
 * API answers all the same; the first failure ends the connection, and from then on no request waits for it. What was
 * counted meanwhile is not carried over: at worst a caller has its limit once more for each server.
 */
export class SharedRateLimiter implements RateLimiter {
  readonly #options: SharedRateLimiterOptions;
  readonly #local: MemoryRateLimiter;
  #counters: SharedCounters | undefined;
  /** Whether `onAlone` was called since the last `onShared`. */
  #saidAlone = false;
  #opening: Promise<void> = Promise.resolve();
  #cancelRetry: () => void = () => undefined;
  #closed = false;

  constructor(options: SharedRateLimiterOptions) {
    this.#options = options;
    this.#local = new MemoryRateLimiter(options.clock, options.limit);
  }

  /** Tries to share for the first time; resolves when that has succeeded or failed. Until then it counts alone. */
  start(): Promise<void> {
    this.#opening = this.#open();
    return this.#opening;
  }

  async consume(bucket: string): Promise<RateLimitState> {
    const counters = this.#counters;
    if (counters === undefined) return this.#local.consume(bucket);
    try {
      const { used, endsIn } = await counters.count(bucket);
      const { limit } = this.#options;
      return {
        allowed: used <= limit,
        limit,
        remaining: Math.max(0, limit - used),
        resetSeconds: Math.max(1, Math.ceil(endsIn / 1000)),
      };
    } catch (error) {
      this.#leave(counters, error);
      return this.#local.consume(bucket);
    }
  }

  /** Stops sharing for good. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    await this.#opening;
    const counters = this.#counters;
    this.#counters = undefined;
    counters?.close();
  }

  async #open(): Promise<void> {
    let counters: SharedCounters;
    try {
      counters = await this.#options.open();
    } catch (error) {
      this.#alone(error);
      return;
    }
    if (this.#closed) {
      counters.close();
      return;
    }
    this.#counters = counters;
    this.#saidAlone = false;
    this.#options.onShared();
    void counters.lost.then((cause) => this.#leave(counters, cause));
  }

  /** Of the many requests that may fail at once only the first one leaves, and none leaves a later connection. */
  #leave(counters: SharedCounters, cause: unknown): void {
    if (this.#counters !== counters) return;
    this.#counters = undefined;
    counters.close();
    this.#alone(cause);
  }

  #alone(cause: unknown): void {
    if (this.#closed) return;
    if (!this.#saidAlone) this.#options.onAlone(cause);
    this.#saidAlone = true;
    this.#cancelRetry = this.#options.clock.after(RETRY_AFTER, () => void this.start());
  }
}
