import { createHash, randomBytes } from "node:crypto";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_BYTES = 32;
/** The least length in which base 62 holds every value of 32 bytes. */
const SECRET_DIGITS = 43;

/** A new key's secret: `lp_` and 32 random bytes as 43 base-62 digits. */
export function newSecret(): string {
  return `lp_${base62(randomBytes(SECRET_BYTES))}`;
}

function base62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString("hex")}`);
  let digits = "";
  while (digits.length < SECRET_DIGITS) {
    digits = DIGITS.charAt(Number(rest % 62n)) + digits;
    rest /= 62n;
  }
  return digits;
}

/** All that is stored of a secret. A plain hash will do: what it hides is random, not chosen by a person. */
export function secretHash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
