import { randomBytes } from "node:crypto";

const SECRET_BYTES = 32;

/** Seconds during which deliveries are signed with the secret before as well (contract section 4; issue 4). */
export const ROTATION_SECONDS = 24 * 60 * 60;

/** A new signing secret in the form of the Standard Webhooks specification. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}
