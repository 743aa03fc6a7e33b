import { JOB_STATUSES } from "@ledgerport/contract";
import { listExportJobs as listJobs } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** GET /{v}/export-jobs: of these statuses; before v3 `status` names one more. */
export async function listExportJobs(call: Call): Promise<unknown> {
  const { companyId } = call;
  const list = call.page();
  const status = call.word("status", JOB_STATUSES);
  const several = call.words("statuses", JOB_STATUSES);
  const statuses = status === undefined ? several : [...(several ?? []), status];
  const page = await call.read((sql) => listJobs(sql, { companyId, statuses, page: list.request }));
  return call.listed(list, page, call.version.presentJob);
}
