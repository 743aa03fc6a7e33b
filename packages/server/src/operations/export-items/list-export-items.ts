import { currentExportItems } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** GET /{v}/export-items: the rows are JSON text and go into the body as they are. */
export async function listExportItems(call: Call): Promise<unknown> {
  const { companyId, version } = call;
  const list = call.page();
  const page = await currentExportItems(call.app.database, {
    companyId,
    jobId: call.text("job_id"),
    requireContraAccounts: version.requireContraAccounts,
    maxOneWalletCurrency: version.maxOneWalletCurrency,
    refusedTypes: version.refusedTypes,
    publicUrl: call.app.publicUrl(),
    now: call.app.clock.now(),
    page: list.request,
  });
  return call.listedText(list, page, version.presentExportItem);
}
