import { listImports as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentImport } from "../../presenters/platform/import.ts";

/** GET /platform/v1/companies/{id}/imports */
export async function listImports(call: Call): Promise<unknown> {
  const wanted = call.page();
  const input = { companyId: call.companyId, page: wanted.request };
  return call.listed(wanted, await call.read((sql) => list(sql, input)), presentImport);
}
