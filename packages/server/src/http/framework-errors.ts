import type { FastifyReply, FastifyRequest } from "fastify";
import { errorAnswer } from "../errors/error-answer.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import { countRequest } from "./access.ts";

/**
 * Answers what the router refuses before any hook runs, such as a path that is no valid URL: as every other answer,
 * counted and in the contract's form.
 */
export async function answerFrameworkError(
  limiter: RateLimiter,
  refusal: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  let error: unknown = refusal;
  try {
    await countRequest(limiter, `address:${request.ip}`, reply);
  } catch (tooMany) {
    error = tooMany;
  }
  const { status, body } = errorAnswer(error, request.id);
  reply.header("x-request-id", request.id);
  await reply.code(status).send(body);
}
