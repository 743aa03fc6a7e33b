import { listCompanyHistory as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentHistoryRecord } from "../../presenters/platform/history.ts";

/** GET /platform/v1/companies/{id}/history */
export async function listCompanyHistory(call: Call): Promise<unknown> {
  const wanted = call.page();
  const period = { from: call.text("from"), to: call.text("to") };
  const input = { companyId: call.companyId, ...period, page: wanted.request };
  return call.listed(wanted, await call.read((sql) => list(sql, input)), presentHistoryRecord);
}
