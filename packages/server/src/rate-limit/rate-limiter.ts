/** Where a caller stands within its window, after the request at hand was counted. */
export interface RateLimitState {
  /** Whether the request is still within the limit. */
  allowed: boolean;
  /** Requests a window. */
  limit: number;
  /** Requests left in the window. */
  remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  resetSeconds: number;
}

/** Counts requests per bucket (one key, or one address). Several servers may share one through its implementation. */
export interface RateLimiter {
  /** Counts one request of `bucket`. */
  consume(bucket: string): Promise<RateLimitState>;
}

/** Length of the window that requests are counted in, in seconds (contract 1: "a minute"). */
export const WINDOW_SECONDS = 60;
