import { hash } from "node:crypto";
import { DomainError, type IdempotentRequest, type Tx, withIdempotency } from "@ledgerport/engine";
import { badRequest } from "../errors/api-error.ts";
import { JsonText } from "./json-text.ts";
import type { Call, CallParts } from "./call.ts";
import { openAnswer, sealAnswer } from "./sealed-answer.ts";

const USABLE = /^[\x21-\x7e]{1,255}$/;

/** The request's Idempotency-Key, where the operation takes one. Throws BAD_REQUEST for an unusable one. */
export function idempotencyKeyOf(call: Call): string | undefined {
  const given = call.request.headers["idempotency-key"];
  if (given === undefined || !call.operation.idempotent) return undefined;
  if (typeof given === "string" && USABLE.test(given)) return given;
  throw badRequest("Idempotency-Key must be 1 to 255 visible ASCII characters", "Idempotency-Key");
}

/** What an Idempotency-Key stands for: the key's id, the operation and what the request says. */
export function idempotentRequest(
  call: Call,
  idempotencyKey: string,
  fingerprint: string,
): IdempotentRequest {
  return { keyOwner: call.key.id, route: call.operation.id, idempotencyKey, fingerprint };
}

/** Does the work of a request with an Idempotency-Key once, in the transaction given (contract 6). */
export async function idempotently<T>(
  call: Call,
  parts: Pick<CallParts, "params" | "query" | "body">,
  tx: Tx,
  work: (tx: Tx) => Promise<T>,
): Promise<T | JsonText> {
  const idempotencyKey = idempotencyKeyOf(call);
  if (idempotencyKey === undefined) return work(tx);
  const says = JSON.stringify([parts.params, parts.query, parts.body ?? null]);
  const request = idempotentRequest(call, idempotencyKey, hash("sha256", says));
  const answer = await withIdempotency(tx, request, async () => ({
    statusCode: call.operation.success.status,
    body: sealAnswer(call, bodyText(await work(tx))),
  }));
  return new JsonText(openAnswer(call, answer.body) ?? refuse());
}

function bodyText(body: unknown): string {
  return body === undefined ? "" : JSON.stringify(body);
}

function refuse(): never {
  throw new DomainError("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used with another API key");
}
