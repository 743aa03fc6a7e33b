import { getNewestItem } from "@ledgerport/engine";
import { parameterMissing } from "../../errors/api-error.ts";
import type { Call } from "../../http/call.ts";

/** GET /v3/export-job-items */
export async function getNewestExportJobItem(call: Call): Promise<unknown> {
  const { companyId } = call;
  const entryId = call.text("accounting_entry_id");
  if (entryId === undefined) throw parameterMissing("accounting_entry_id is missing", "accounting_entry_id");
  const item = await call.read((sql) => getNewestItem(sql, { companyId, entryId }));
  return { data: call.version.presentItem(item) };
}
