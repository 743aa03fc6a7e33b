import type { ReadinessSummary } from "@ledgerport/sdk";
import { facts, grouped, table } from "./table.ts";

/** How entries stand, and what they wait for, for people. */
export function readinessText({ entries, ready, causes }: ReadinessSummary): string {
  const counts = facts({
    entries: grouped(entries),
    ready: grouped(ready),
    "not ready": grouped(entries - ready),
  });
  if (causes.length === 0) return counts;
  const rows = causes.map(({ type, entries: waiting, message }) => [grouped(waiting), type, message]);
  return `${counts}\n${table(["entries", "type", "what they wait for"], rows)}`;
}
