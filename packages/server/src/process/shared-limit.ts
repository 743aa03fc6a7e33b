import type { Clock } from "@ledgerport/engine";
import type { FastifyBaseLogger } from "fastify";
import type { Metrics } from "../metrics/metrics.ts";
import { showSharedLimit } from "../metrics/shared-limit.ts";
import { openRedisCounters } from "../rate-limit/redis-counters.ts";
import { SharedRateLimiter } from "../rate-limit/shared-rate-limiter.ts";

/** What the limit of several servers needs. */
export interface SharedLimitOptions {
  redisUrl: string;
  /** Requests a minute. */
  limit: number;
  clock: Clock;
  logger: FastifyBaseLogger;
  metrics: Metrics;
}

/** The rate limit through Redis; says in the log and in a metric when it can't be shared and when it can again. */
export function sharedLimit({
  redisUrl,
  limit,
  clock,
  logger,
  metrics,
}: SharedLimitOptions): SharedRateLimiter {
  const show = showSharedLimit(metrics.registry);
  show(false);
  return new SharedRateLimiter({
    clock,
    limit,
    open: () => openRedisCounters(redisUrl),
    onAlone: (cause) => {
      show(false);
      logger.warn({ err: cause }, "Redis can't be used: this server limits requests by itself until it can");
    },
    onShared: () => {
      show(true);
      logger.info("requests are limited through Redis, together with the other servers");
    },
  });
}
