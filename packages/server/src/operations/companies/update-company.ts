import { CompanyPatch } from "@ledgerport/contract";
import { updateCompany as update } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentCompany } from "../../presenters/platform/tenants.ts";

/** PATCH /platform/v1/companies/{id} */
export function updateCompany(call: Call): Promise<unknown> {
  const { companyId } = call;
  const change = call.body(CompanyPatch);
  return call.write(async (tx) => ({ data: presentCompany(await update(tx, { ...change, companyId })) }));
}
