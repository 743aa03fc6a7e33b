import { ITEM_STATUSES } from "@ledgerport/contract";
import { listJobItems } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** GET /{v}/export-jobs/{jobId}/items */
export async function listExportJobItems(call: Call): Promise<unknown> {
  const list = call.page();
  const input = {
    companyId: call.companyId,
    jobId: call.param("jobId"),
    status: call.word("status", ITEM_STATUSES),
    page: list.request,
  };
  return call.listed(list, await call.read((sql) => listJobItems(sql, input)), call.version.presentItem);
}
