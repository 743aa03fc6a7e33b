import { updateJobItems } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** PUT /{v}/export-jobs/{jobId}/items (contract 3.3) */
export async function updateExportJobItems(call: Call): Promise<unknown> {
  const { companyId, version } = call;
  const jobId = call.param("jobId");
  const updates = call.rows(version.itemUpdate).map(({ exportedAt, ...update }) => ({
    ...update,
    exportedAt: exportedAt === undefined ? undefined : new Date(exportedAt),
  }));
  return call.write(async (tx) => {
    const { items, errors } = await updateJobItems(tx, { companyId, jobId, updates });
    return { data: items.map(version.presentItem), errors };
  });
}
