import { listContraAccounts as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentContraAccount } from "../../presenters/platform/contra-account.ts";

/** GET /platform/v1/companies/{id}/contra-accounts */
export async function listContraAccounts(call: Call): Promise<unknown> {
  const { companyId } = call;
  const wanted = call.page();
  const page = await call.read((sql) => list(sql, { companyId, page: wanted.request }));
  return call.listed(wanted, page, presentContraAccount);
}
