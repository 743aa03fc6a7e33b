import type { FastifyReply } from "fastify";
import { type RateLimitState, WINDOW_SECONDS } from "./rate-limiter.ts";

/**
 * Says on the answer where the caller stands: the IETF httpapi draft's structured fields
 * (draft-ietf-httpapi-ratelimit-headers) and the older x-ratelimit ones (reset in seconds from now). Contract 1.
 */
export function sendRateLimitHeaders(reply: FastifyReply, state: RateLimitState): void {
  reply.header("RateLimit-Policy", `"default";q=${state.limit};w=${WINDOW_SECONDS}`);
  reply.header("RateLimit", `"default";r=${state.remaining};t=${state.resetSeconds}`);
  reply.header("x-ratelimit-limit", state.limit);
  reply.header("x-ratelimit-remaining", state.remaining);
  reply.header("x-ratelimit-reset", state.resetSeconds);
}
