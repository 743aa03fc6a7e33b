import { updateJobItems } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** PUT /{v}/export-jobs/{jobId}/items (contract 3.3): what is wrong with one element stops no other. */
export async function updateExportJobItems(call: Call): Promise<unknown> {
  const { companyId, version } = call;
  const jobId = call.param("jobId");
  const updates = call.elements().map(version.readItemUpdate);
  return call.write(async (tx) => {
    const { items, errors } = await updateJobItems(tx, { companyId, jobId, updates });
    return { data: items.map(version.presentItem), errors };
  });
}
