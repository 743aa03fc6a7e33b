/** What each type of entry may carry (contract section 2, table of types, and 3.5). */
interface TypeRules {
  /** It moves money of a wallet, so v3 names the wallet's contra account. */
  contraAccount: boolean;
  /** It can be booked in a vendor's ledger. */
  vendor: boolean;
  /** It is spent on something: each of its lines belongs on an account that only a person can choose. */
  spend: boolean;
  /** Somebody handed over a receipt or an invoice for it. */
  receipt: boolean;
  /** It settles other entries. */
  reimbursement: boolean;
  subTypes: readonly string[];
  /** Where its money usually goes: out is positive, in is negative (contract section 1, sign). */
  direction: "out" | "in" | "either";
}

const PLAIN: TypeRules = {
  contraAccount: false,
  vendor: false,
  spend: false,
  receipt: false,
  reimbursement: false,
  subTypes: [],
  direction: "out",
};
const REIMBURSEMENTS = [
  "reimbursement_to_employee",
  "reimbursement_to_company",
  "reimbursement_to_employee_refund",
] as const;

const RULES = {
  card_purchase: { ...PLAIN, contraAccount: true, vendor: true, spend: true, receipt: true },
  card_invoice: { ...PLAIN, contraAccount: true, spend: true, receipt: true },
  // A negative one is a credit note.
  invoice: { ...PLAIN, vendor: true, spend: true, receipt: true, direction: "either" },
  invoice_payment: {
    ...PLAIN,
    contraAccount: true,
    vendor: true,
    subTypes: ["invoice_payment_sent", "invoice_payment_returned"],
  },
  out_of_pocket: { ...PLAIN, spend: true, receipt: true },
  mileage: { ...PLAIN, spend: true },
  per_diem: { ...PLAIN, spend: true },
  direct_reimbursement: { ...PLAIN, contraAccount: true, reimbursement: true, subTypes: REIMBURSEMENTS },
  external_reimbursement: { ...PLAIN, reimbursement: true, subTypes: REIMBURSEMENTS },
  refund: { ...PLAIN, contraAccount: true, vendor: true, spend: true, direction: "in" },
  chargeback: { ...PLAIN, contraAccount: true, vendor: true, spend: true, direction: "in" },
  cashback: { ...PLAIN, contraAccount: true, vendor: true, spend: true, direction: "in" },
  atm_withdrawal: { ...PLAIN, contraAccount: true },
  wallet_topup: { ...PLAIN, contraAccount: true, direction: "in" },
  wallet_unload: { ...PLAIN, contraAccount: true },
  personal_spend: { ...PLAIN, contraAccount: true },
  fee: { ...PLAIN, contraAccount: true, vendor: true, subTypes: ["interest"], spend: true },
  // Kept as it was given, and a fee wherever it is exported (contract section 6, An entry row).
  overdraft: { ...PLAIN, contraAccount: true, vendor: true, spend: true },
} as const satisfies Record<string, TypeRules>;

/** The types of accounting entries, as they are given (contract sections 2 and 6). */
export type AccountingEntryType = keyof typeof RULES;

const BY_TYPE: ReadonlyMap<string, TypeRules> = new Map(Object.entries<TypeRules>(RULES));

/** What a type may carry; undefined when there is no such type. */
export function typeRules(type: string): TypeRules | undefined {
  return BY_TYPE.get(type);
}

/** The type that export items show. */
export function exportedType(type: AccountingEntryType): AccountingEntryType {
  return type === "overdraft" ? "fee" : type;
}

/** The types of which a rule holds, in the contract's order. */
export function typesWith(rule: "contraAccount" | "spend" | "receipt"): string[] {
  return Object.entries<TypeRules>(RULES).flatMap(([type, rules]) => (rules[rule] ? [type] : []));
}
