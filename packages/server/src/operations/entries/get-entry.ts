import { getEntry as get } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentEntry } from "../../presenters/platform/entry.ts";

/** GET /platform/v1/entries/{id} */
export async function getEntry(call: Call): Promise<unknown> {
  const input = { companyId: call.companyId, id: call.param("id") };
  return { data: presentEntry(await call.read((sql) => get(sql, input))) };
}
