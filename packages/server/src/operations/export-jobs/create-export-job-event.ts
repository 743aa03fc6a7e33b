import { ExportJobEvent } from "@ledgerport/contract";
import { recordJobEvent } from "@ledgerport/engine";
import { badRequest, parameterMissing } from "../../errors/api-error.ts";
import type { Call } from "../../http/call.ts";

/** POST /{v}/export-job-events (contract 3.2) */
export async function createExportJobEvent(call: Call): Promise<void> {
  const { companyId } = call;
  const { event, failureReason, failureReasonType, jobId, exportJobId } = call.body(ExportJobEvent);
  if (jobId !== undefined && exportJobId !== undefined && jobId !== exportJobId) {
    throw badRequest("jobId and exportJobId name different jobs", "exportJobId");
  }
  const id = jobId ?? exportJobId;
  if (id === undefined) throw parameterMissing("jobId is missing", "jobId");
  await call.write((tx) =>
    recordJobEvent(tx, { companyId, jobId: id, event, failureReason, failureReasonType }),
  );
}
