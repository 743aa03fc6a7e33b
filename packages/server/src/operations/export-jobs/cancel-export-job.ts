import { cancelExportJob as cancel } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** POST /platform/v1/export-jobs/{id}:cancel */
export async function cancelExportJob(call: Call): Promise<void> {
  await call.settle();
  await call.write(async (tx) => {
    await cancel(tx, { companyId: call.companyId, jobId: call.param("id") });
  });
}
