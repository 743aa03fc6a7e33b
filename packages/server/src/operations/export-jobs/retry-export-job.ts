import { ExportJobRetry } from "@ledgerport/contract";
import { retryExportJob as retry } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { v3 } from "../../presenters/v3/version.ts";

/** POST /platform/v1/export-jobs/{id}:retry: a new job, as v3 demands it. */
export async function retryExportJob(call: Call): Promise<unknown> {
  const { companyId, app } = call;
  const { failureReasonType } = call.body(ExportJobRetry);
  await call.settle();
  return call.write(async (tx) => ({
    data: v3.presentJob(
      await retry(tx, {
        companyId,
        jobId: call.param("id"),
        failureReasonType,
        createdBy: null,
        expiresIn: app.config.jobExpiresIn,
        requireContraAccounts: v3.requireContraAccounts,
        refusedTypes: v3.refusedTypes,
      }),
    ),
  }));
}
