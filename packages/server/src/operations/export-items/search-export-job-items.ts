import { ExportJobItemSearch } from "@ledgerport/contract";
import { searchItems } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** POST /v3/export-job-items:search */
export async function searchExportJobItems(call: Call): Promise<unknown> {
  const { companyId } = call;
  const { accountingEntryIds: entryIds, status } = call.body(ExportJobItemSearch);
  const list = call.page();
  const page = await call.read((sql) =>
    searchItems(sql, { companyId, entryIds, status, page: list.request }),
  );
  return call.listed(list, page, call.version.presentItem);
}
