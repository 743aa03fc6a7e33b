import { createHmac, timingSafeEqual } from "node:crypto";
import type { FileAddress } from "./model.ts";

/** Seconds from the fetch of an export item during which the addresses of its files work (contract section 2, files). */
export const FILE_LINK_LIFETIME = 24 * 60 * 60;

/** What a link is signed over: with other bytes under the same name an older link is worth nothing. */
export interface SignedFile extends FileAddress {
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  /** The last second in which the link works, in seconds since 1970. */
  expires: number;
}

/** The signature of a link: 43 characters of base64url. */
export function signFile(file: SignedFile, secret: Buffer): string {
  const { companyId, entryId, name, hash, expires } = file;
  // JSON keeps the parts apart, whatever the name holds.
  const text = JSON.stringify([companyId, entryId, name, hash, expires]);
  return createHmac("sha256", secret).update(text).digest("base64url");
}

/** Whether a signature is the file's own; takes as long for every wrong one. */
export function isSignatureOf(signature: string, file: SignedFile, secret: Buffer): boolean {
  const right = Buffer.from(signFile(file, secret));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The address that a file is fetched at without credentials; `publicUrl` is the base, without a slash at its end. */
export function fileLink(publicUrl: string, file: SignedFile, secret: Buffer): string {
  const { companyId, entryId, name, expires } = file;
  const path = `/files/${companyId}/${entryId}/${encodeURIComponent(name)}`;
  return `${publicUrl}${path}?expires=${expires}&signature=${signFile(file, secret)}`;
}
