import type { Entry } from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** An entry as read: the row with its defaults filled in (contract 6). */
export function presentEntry(entry: Entry) {
  return { ...entry, createdAt: timestamp(entry.createdAt), updatedAt: timestamp(entry.updatedAt) };
}
