import { getExportJob as getJob } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** GET /{v}/export-jobs/{jobId} */
export async function getExportJob(call: Call): Promise<unknown> {
  const input = { companyId: call.companyId, jobId: call.param("jobId") };
  return { data: call.version.presentJob(await call.read((sql) => getJob(sql, input))) };
}
