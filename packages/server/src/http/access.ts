import type { Operation } from "@ledgerport/contract";
import type { ApiKey } from "@ledgerport/engine";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { requireScope } from "../auth/access.ts";
import { CHALLENGE, keyBehind, unauthorized } from "../auth/authenticate.ts";
import { readCredentials } from "../auth/credentials.ts";
import { ApiError } from "../errors/api-error.ts";
import { sendRateLimitHeaders } from "../rate-limit/headers.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { AppContext } from "./context.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The caller's key; null until it is known, and on routes that need none. */
    apiKey: ApiKey | null;
  }
  interface FastifyContextConfig {
    /** The operation that a route answers; absent where there is no route. */
    operation?: Operation;
  }
}

/**
 * Lets requests in before their body is read: names them, finds the key, counts the request against the key's limit
 * (or the address's), and asks for the scope. One hook, so that a request costs one statement here.
 */
export function installAccess(app: FastifyInstance, context: AppContext, limiter: RateLimiter): void {
  app.decorateRequest("apiKey", null);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    const { operation } = request.routeOptions.config;
    if (operation === undefined || !operation.auth) {
      await countRequest(limiter, `address:${request.ip}`, reply, operation?.limited === false);
      return;
    }
    request.apiKey = await admit(context, limiter, request, reply);
    if (operation.scope !== null) requireScope(request.apiKey, operation.scope, operation.orScope);
  });
}

async function admit(
  { database, clock }: AppContext,
  limiter: RateLimiter,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ApiKey> {
  const credentials = readCredentials(request.headers.authorization);
  const key = await keyBehind(database, clock, credentials);
  if (key === undefined) {
    await countRequest(limiter, `address:${request.ip}`, reply);
    reply.header("WWW-Authenticate", CHALLENGE);
    throw unauthorized(credentials);
  }
  await countRequest(limiter, `key:${key.id}`, reply);
  return key;
}

/** Counts a request and says on the answer where the caller stands. Throws RATE_LIMIT_EXCEEDED unless exempt. */
export async function countRequest(
  limiter: RateLimiter,
  bucket: string,
  reply: FastifyReply,
  exempt = false,
): Promise<void> {
  const state = await limiter.consume(bucket);
  sendRateLimitHeaders(reply, state);
  if (state.allowed || exempt) return;
  reply.header("Retry-After", state.resetSeconds);
  throw new ApiError(
    "RATE_LIMIT_EXCEEDED",
    `More than ${state.limit} requests in a minute; try again in ${state.resetSeconds} seconds`,
  );
}
