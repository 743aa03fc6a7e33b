import { listEvents } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { JsonText } from "../../http/json-text.ts";
import { eventText } from "../../presenters/webhooks/event.ts";

const DEFAULT_LIMIT = 100;
const MOST_EVENTS = 1000;

/** GET /platform/v1/companies/{id}/events; a job whose time has run out is ended first, and its event is there. */
export async function listCompanyEvents(call: Call): Promise<JsonText> {
  const after = call.number("after") ?? 0;
  const limit = Math.min(call.number("limit") ?? DEFAULT_LIMIT, MOST_EVENTS);
  const { companyId } = call;
  const page = await call.read((sql) => listEvents(sql, { companyId, after, limit }));
  const bounds = JSON.stringify({ firstSequence: page.firstSequence, lastSequence: page.lastSequence });
  return new JsonText(`{"data":[${page.events.map(eventText).join(",")}],${bounds.slice(1)}`);
}
