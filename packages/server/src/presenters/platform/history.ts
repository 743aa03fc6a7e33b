import type { HistoryRecord } from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** One change of a status (contract 3.4, History). */
export function presentHistoryRecord(record: HistoryRecord) {
  return { ...record, at: timestamp(record.at) };
}
