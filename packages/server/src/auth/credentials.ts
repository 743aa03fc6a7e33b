/** What the Authorization header presents. */
export type Credentials = { kind: "none" } | { kind: "malformed" } | { kind: "key"; secret: string };

const LONGEST_SECRET = 512;

/**
 * Reads `Basic base64(key:)` (the key as user, an empty password) or `Bearer <key>` (contract 1, Authentication).
 */
export function readCredentials(header: string | undefined): Credentials {
  if (header === undefined || header.trim() === "") return { kind: "none" };
  const [, scheme, value] = /^\s*([A-Za-z]+) +(\S+)\s*$/.exec(header) ?? [];
  if (scheme === undefined || value === undefined) return { kind: "malformed" };
  if (scheme.toLowerCase() === "bearer") return keyOf(value);
  if (scheme.toLowerCase() === "basic") return keyOfBasic(value);
  return { kind: "malformed" };
}

function keyOfBasic(value: string): Credentials {
  const pair = Buffer.from(value, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  // Without a colon it is no user and password at all; with a password it is not ours.
  return colon === pair.length - 1 ? keyOf(pair.slice(0, colon)) : { kind: "malformed" };
}

function keyOf(secret: string): Credentials {
  const usable = secret.length > 0 && secret.length <= LONGEST_SECRET && /^[\x21-\x7e]+$/.test(secret);
  return usable ? { kind: "key", secret } : { kind: "malformed" };
}
