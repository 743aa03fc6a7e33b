import { createHmac } from "node:crypto";

const SECRET_PREFIX = "whsec_";

/** What is signed: these bytes, under this id, at this moment. */
export interface SignedMessage {
  /** The delivery's id, the same over all its attempts. */
  id: string;
  /** When the attempt begins; signed in whole seconds. */
  at: Date;
  body: Buffer;
}

/**
 * The three headers of the Standard Webhooks scheme (contract section 4, Delivery). `secrets` are `whsec_<base64>`;
 * during a rotation there are two, and a signature by each, separated by a space.
 */
export function signatureHeaders(
  message: SignedMessage,
  secrets: readonly string[],
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  return {
    "webhook-id": message.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((secret) => signature(secret, timestamp, message)).join(" "),
  };
}

function signature(secret: string, timestamp: string, { id, body }: SignedMessage): string {
  const key = Buffer.from(
    secret.slice(secret.startsWith(SECRET_PREFIX) ? SECRET_PREFIX.length : 0),
    "base64",
  );
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64")}`;
}
