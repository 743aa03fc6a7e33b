import { createHash } from "node:crypto";
import { DomainError, storeAnswer, storedAnswer } from "@ledgerport/engine";
import { actorOf } from "../auth/access.ts";
import { bodyChunks } from "./body-stream.ts";
import type { Call } from "./call.ts";
import { idempotencyKeyOf, idempotentRequest } from "./idempotency.ts";
import { JsonText } from "./json-text.ts";
import { openAnswer, sealAnswer } from "./sealed-answer.ts";

/**
 * Does the work of a request whose body is a stream. With an Idempotency-Key, the answer is kept under a hash of the
 * bytes: a repeated request reads the body for its hash alone and gets the answer again. The work must be harmless
 * when repeated, because the answer commits after it and not with it.
 */
export async function streamIdempotently(
  call: Call,
  work: (bytes: AsyncIterable<Buffer>) => Promise<unknown>,
): Promise<unknown> {
  const bytes = bodyChunks(call.stream());
  const idempotencyKey = idempotencyKeyOf(call);
  if (idempotencyKey === undefined) return work(bytes);
  const digest = createHash("sha256").update(call.companyId);
  const slot = idempotentRequest(call, idempotencyKey, "");
  const stored = await call.readAll((sql) => storedAnswer(sql, slot, call.app.clock.now()));
  if (stored !== undefined) {
    for await (const chunk of bytes) digest.update(chunk);
    const answer = digest.digest("hex") === stored.fingerprint ? openAnswer(call, stored.body) : undefined;
    if (answer !== undefined) return new JsonText(answer);
    throw new DomainError("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request");
  }
  const answer = JSON.stringify(await work(hashing(bytes, digest)));
  const request = { ...slot, fingerprint: digest.digest("hex") };
  await call.app.database.write("system", actorOf(call.key), (tx) =>
    storeAnswer(tx, request, { statusCode: call.operation.success.status, body: sealAnswer(call, answer) }),
  );
  return new JsonText(answer);
}

async function* hashing(
  bytes: AsyncIterable<Buffer>,
  digest: { update(chunk: Buffer): unknown },
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of bytes) {
    digest.update(chunk);
    yield chunk;
  }
}
