import type { EntryRow } from "./model.ts";
import { typeRules } from "./types.ts";

/** Subtypes whose money goes another way than their type's. Interest is paid or earned. */
const DIRECTION_OF_SUB_TYPE: ReadonlyMap<string, "in" | "either"> = new Map([
  ["invoice_payment_returned", "in"],
  ["reimbursement_to_company", "in"],
  ["reimbursement_to_employee_refund", "in"],
  ["interest", "either"],
] as const);

/** Why a row's sign may not be meant so (contract section 8), naming its member; undefined when it is the usual one. */
export function unusualSign(row: EntryRow): { param: string; message: string } | undefined {
  const { value } = row.amount.inWalletCurrency;
  const direction =
    DIRECTION_OF_SUB_TYPE.get(row.subType ?? "") ?? typeRules(row.type)?.direction ?? "either";
  if (direction === "either" || value === 0 || value > 0 === (direction === "out")) return undefined;
  const param = "amount.inWalletCurrency.value";
  const what = row.subType ?? row.type;
  const message =
    direction === "in"
      ? `${param}: ${what} is money in and so negative, but this one is positive`
      : `${param}: ${what} is money out and so positive, but this one is negative`;
  return { param, message };
}
