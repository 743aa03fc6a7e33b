import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { type RequestOptions, request as httpsRequest } from "node:https";
import { readExcerpt } from "./excerpt.ts";

/** What an endpoint answered. */
export interface EndpointAnswer {
  statusCode: number;
  retryAfter: string | undefined;
  responseExcerpt: string;
}

/** A connection, kept from before, turned out to be closed already when the request was put on it. */
export class StaleConnectionError extends Error {}

class NoAnswerError extends Error {
  readonly code = "ECONNRESET";
}

/**
 * Sends one request and reads the beginning of its answer. Rejects with the socket's error, or with
 * StaleConnectionError. When `signal` is aborted before there is a status it rejects; after that, what was read counts.
 */
export function exchange(
  options: RequestOptions,
  body: Buffer,
  signal: AbortSignal,
): Promise<EndpointAnswer> {
  return new Promise((resolve, reject) => {
    const send = options.protocol === "https:" ? httpsRequest : httpRequest;
    const request: ClientRequest = send({ ...options, signal });
    let answered = false;
    request.on("error", (error) => {
      // Once there is a status it stands, whatever becomes of the connection.
      if (answered) return;
      reject(isStale(request, error) && !signal.aborted ? new StaleConnectionError() : error);
    });
    // Also without an error: so it ends when the endpoint wants to switch protocols.
    request.on("close", () => {
      if (!answered) reject(new NoAnswerError());
    });
    request.on("response", (response: IncomingMessage) => {
      answered = true;
      const { statusCode = 0, headers } = response;
      void readExcerpt(response).then((responseExcerpt) =>
        resolve({ statusCode, retryAfter: headers["retry-after"], responseExcerpt }),
      );
    });
    request.end(body);
  });
}

function isStale(request: ClientRequest, error: Error): boolean {
  return request.reusedSocket && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}
