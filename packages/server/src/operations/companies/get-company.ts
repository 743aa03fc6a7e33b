import { getCompany as get } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentCompany } from "../../presenters/platform/tenants.ts";

/** GET /platform/v1/companies/{id} */
export async function getCompany(call: Call): Promise<unknown> {
  const { companyId } = call;
  return { data: presentCompany(await call.read((sql) => get(sql, { companyId }))) };
}
