import { listEntryHistory as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentHistoryRecord } from "../../presenters/platform/history.ts";

/** GET /platform/v1/entries/{id}/history */
export async function listEntryHistory(call: Call): Promise<unknown> {
  const wanted = call.page();
  const input = { companyId: call.companyId, entryId: call.param("id"), page: wanted.request };
  return call.listed(wanted, await call.read((sql) => list(sql, input)), presentHistoryRecord);
}
