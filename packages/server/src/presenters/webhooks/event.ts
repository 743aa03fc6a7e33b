import { type RecordedEvent, publicName } from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** An event as JSON text; the resource is spliced in as it was kept. */
export function eventText({ sequence, id, type, createdAt, data }: RecordedEvent): string {
  const head = { sequence, eventId: id, eventType: publicName(type), createdAt: timestamp(createdAt) };
  return `${JSON.stringify(head).slice(0, -1)},"data":${data}}`;
}
