import { getImport as get } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentImport } from "../../presenters/platform/import.ts";

/** GET /platform/v1/companies/{id}/imports/{importId} */
export async function getImport(call: Call): Promise<unknown> {
  const input = { companyId: call.companyId, importId: call.param("importId") };
  return { data: presentImport(await call.read((sql) => get(sql, input))) };
}
