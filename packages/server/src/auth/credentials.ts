/** What the Authorization header presents. */
export type Credentials = { kind: "none" } | { kind: "malformed" } | { kind: "key"; secret: string };

const LONGEST_SECRET = 512;

/**
 * Reads `Basic base64(key:)` (the key as user, an empty password) or `Bearer <key>` (contract 1, Authentication).
 * Generated clients that are given a key in place of user and password send `Basic base64(key)`: read as well, because
 * without a colon there is nothing else that it could mean.
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
  const [user = "", ...password] = pair.split(":");
  // With a password it is not ours.
  return password.join(":") === "" ? keyOf(user) : { kind: "malformed" };
}

function keyOf(secret: string): Credentials {
  const usable = secret.length > 0 && secret.length <= LONGEST_SECRET && /^[\x21-\x7e]+$/.test(secret);
  return usable ? { kind: "key", secret } : { kind: "malformed" };
}
