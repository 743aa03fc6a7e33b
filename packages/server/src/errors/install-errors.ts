import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "./api-error.ts";
import { errorAnswer } from "./error-answer.ts";

/** Seconds after which a client may try again what the server could not answer. */
const RETRY_AFTER = 1;

/** Makes every error of the app, known or not, an answer of the contract's form. */
export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body } = errorAnswer(error, request.id);
    if (status >= 500) request.log.error({ err: error }, "request failed");
    if (status === 503) reply.header("Retry-After", RETRY_AFTER);
    return reply.code(status).send(body);
  });
  app.setNotFoundHandler((request, reply) => {
    const others = otherMethods(app, request);
    if (others.length === 0)
      throw new ApiError("NOT_FOUND", "There is no such path; /openapi.json says which there are");
    reply.header("allow", others.join(", "));
    throw new ApiError("METHOD_NOT_ALLOWED", `The path knows ${others.join(", ")}, not ${request.method}`);
  });
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

function otherMethods(app: FastifyInstance, request: FastifyRequest): string[] {
  const path = request.url.split("?", 1)[0] ?? request.url;
  return METHODS.filter((method) => app.findRoute({ method, url: path }) !== null);
}
