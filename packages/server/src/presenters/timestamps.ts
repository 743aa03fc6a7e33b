import { wireTimestamp as timestamp } from "@ledgerport/engine";

export { timestamp };

/** As `timestamp`, where there may be no moment. */
export function timestampOrNull(at: Date | null): string | null {
  return at === null ? null : timestamp(at);
}
