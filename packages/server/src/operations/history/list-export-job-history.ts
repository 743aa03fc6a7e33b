import { listJobHistory } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentHistoryRecord } from "../../presenters/platform/history.ts";

/** GET /platform/v1/export-jobs/{id}/history */
export async function listExportJobHistory(call: Call): Promise<unknown> {
  const wanted = call.page();
  const input = { companyId: call.companyId, jobId: call.param("id"), page: wanted.request };
  return call.listed(wanted, await call.read((sql) => listJobHistory(sql, input)), presentHistoryRecord);
}
