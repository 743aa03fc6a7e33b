import type { EntryFile } from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** A receipt (contract 6). */
export function presentEntryFile({ name, size, type, hash, createdAt }: EntryFile) {
  return { name, size, type, sha256: hash, createdAt: timestamp(createdAt) };
}
