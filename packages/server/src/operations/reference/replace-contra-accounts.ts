import { ContraAccountRow } from "@ledgerport/contract";
import { replaceContraAccounts as replace } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentContraAccount } from "../../presenters/platform/contra-account.ts";

/** PUT /platform/v1/companies/{id}/contra-accounts: the whole set. */
export function replaceContraAccounts(call: Call): Promise<unknown> {
  const input = { companyId: call.companyId, accounts: call.rows(ContraAccountRow) };
  return call.write(async (tx) => ({ data: (await replace(tx, input)).map(presentContraAccount) }));
}
