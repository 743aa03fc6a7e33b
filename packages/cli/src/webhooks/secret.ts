import { signWebhook } from "@ledgerport/sdk";
import { UsageError } from "../exit-codes.ts";

const BYTES = 32;

/** A new secret to sign with, `whsec_<base64>`. */
export function newSecret(): string {
  return `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(BYTES))).toString("base64")}`;
}

/** A secret that was given, when it can be signed with. Throws UsageError, which does not show it. */
export async function usableSecret(text: string): Promise<string> {
  try {
    await signWebhook({ id: "", at: new Date(0), body: "" }, text);
  } catch (error) {
    throw error instanceof TypeError ? new UsageError("--secret must be whsec_ and base64") : error;
  }
  return text;
}
