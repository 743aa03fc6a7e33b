import { signatureOf } from "./signature.ts";

/** A delivery before it is signed. */
export interface UnsignedWebhook {
  /** The `webhook-id`: the same whenever this delivery is sent again. */
  id: string;
  /** When it is sent; signed in whole seconds. */
  at: Date;
  /** The bytes that are sent. */
  body: Uint8Array | string;
}

/** The headers that a signed delivery carries. */
export type WebhookSignatureHeaders = Record<
  "webhook-id" | "webhook-timestamp" | "webhook-signature",
  string
>;

/**
 * Signs a delivery as the server does (the Standard Webhooks scheme, contract section 4): for tests of a receiver, and
 * for passing events on. Throws TypeError for a secret that is not `whsec_<base64>`.
 */
export async function signWebhook(
  { id, at, body }: UnsignedWebhook,
  secret: string,
): Promise<WebhookSignatureHeaders> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": await signatureOf({ id, timestamp, body: bytes }, secret),
  };
}
