import type { Import } from "@ledgerport/engine";
import { timestamp, timestampOrNull } from "../timestamps.ts";

/** One import of entries. */
export function presentImport(found: Import) {
  return {
    ...found,
    startedAt: timestamp(found.startedAt),
    completedAt: timestampOrNull(found.completedAt),
  };
}
