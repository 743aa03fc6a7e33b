import { listEntryFiles as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentEntryFile } from "../../presenters/platform/entry-file.ts";

/** GET /platform/v1/entries/{id}/files */
export async function listEntryFiles(call: Call): Promise<unknown> {
  const wanted = call.page();
  const input = { companyId: call.companyId, entryId: call.param("id"), page: wanted.request };
  const page = await call.read((sql) => list(sql, input));
  return call.listed(wanted, page, presentEntryFile);
}
