const SECRET_PREFIX = "whsec_";
const VERSION_PREFIX = "v1,";

/** What a signature covers: `id.timestamp.body`. */
export interface SignedBytes {
  id: string;
  timestamp: string;
  body: Uint8Array;
}

/**
 * Whether one of the signatures (`v1,<base64>`; other versions are passed over) is the secret's HMAC-SHA256 of the
 * message. The platform's own comparison is used, which takes the same time for every wrong signature.
 * Throws TypeError for a secret that is not base64.
 */
export async function signatureMatches(
  message: SignedBytes,
  signatures: readonly string[],
  secret: string,
): Promise<boolean> {
  const key = await keyOf(secret, "verify");
  const signed = signedBytes(message);
  for (const signature of signatures) {
    if (!signature.startsWith(VERSION_PREFIX)) continue;
    const bytes = fromBase64(signature.slice(VERSION_PREFIX.length));
    if (bytes !== undefined && (await crypto.subtle.verify("HMAC", key, bytes, signed))) return true;
  }
  return false;
}

/** The signature of a message, `v1,<base64>`. Throws TypeError for a secret that is not base64. */
export async function signatureOf(message: SignedBytes, secret: string): Promise<string> {
  const key = await keyOf(secret, "sign");
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, signedBytes(message)));
  return VERSION_PREFIX + btoa(String.fromCharCode(...bytes));
}

function signedBytes({ id, timestamp, body }: SignedBytes): Uint8Array<ArrayBuffer> {
  const prefix = new TextEncoder().encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(prefix.length + body.length);
  signed.set(prefix);
  signed.set(body, prefix.length);
  return signed;
}

function keyOf(secret: string, use: "sign" | "verify") {
  const bytes = fromBase64(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret);
  if (bytes === undefined || bytes.length === 0)
    throw new TypeError("A webhook secret is whsec_ and base64.");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [use]);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
