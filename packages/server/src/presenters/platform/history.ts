import type { HistoryRecord } from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** One change of a status, or of what was said of an entry (contract 3.4, History). */
export function presentHistoryRecord(record: HistoryRecord) {
  return { ...record, at: timestamp(record.at) };
}
