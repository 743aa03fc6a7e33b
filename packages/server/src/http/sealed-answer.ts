import { createCipheriv, createDecipheriv, hash, randomBytes } from "node:crypto";
import { readCredentials } from "../auth/credentials.ts";
import type { Call } from "./call.ts";

const CIPHER = "aes-256-gcm";
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * An answer as it is kept for an Idempotency-Key: only who sends the same API key again can read it, because
 * the answer to a new API key holds the key, of which nothing but a hash may be stored (contract 1).
 */
export function sealAnswer(call: Call, body: string): string {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv(CIPHER, sealingKey(call), iv);
  const sealed = Buffer.concat([cipher.update(body, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

/** The answer behind a sealed one; undefined when it was sealed for somebody else. */
export function openAnswer(call: Call, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv(CIPHER, sealingKey(call), bytes.subarray(0, IV_LENGTH));
  decipher.setAuthTag(bytes.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH));
  try {
    const body = decipher.update(bytes.subarray(IV_LENGTH + TAG_LENGTH));
    return Buffer.concat([body, decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

function sealingKey(call: Call): Buffer {
  const { authorization, "idempotency-key": idempotencyKey } = call.request.headers;
  return hash("sha256", JSON.stringify([readCredentials(authorization), idempotencyKey]), "buffer");
}
