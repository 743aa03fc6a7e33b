import type { ItemFailureType } from "./jobs.ts";

/** The types of accounting entries (contract 2, the types' table). */
export const ENTRY_TYPES = [
  "card_purchase",
  "card_invoice",
  "invoice",
  "invoice_payment",
  "out_of_pocket",
  "mileage",
  "per_diem",
  "direct_reimbursement",
  "external_reimbursement",
  "refund",
  "chargeback",
  "cashback",
  "atm_withdrawal",
  "wallet_topup",
  "wallet_unload",
  "personal_spend",
  "fee",
] as const;

export type EntryType = (typeof ENTRY_TYPES)[number];

/** The types that an entry may be given: an overdraft charge is exported as a fee (contract 6, An entry row). */
export const ENTRY_ROW_TYPES = [...ENTRY_TYPES, "overdraft"] as const;

/** The types that v0 has no words for (contract 2, Older versions). */
export const TYPES_UNKNOWN_TO_V0 = ["personal_spend", "fee"] as const satisfies readonly EntryType[];

/** The subtypes of invoice payments, reimbursements and fees. */
export const ENTRY_SUB_TYPES = [
  "invoice_payment_sent",
  "invoice_payment_returned",
  "reimbursement_to_employee",
  "reimbursement_to_company",
  "reimbursement_to_employee_refund",
  "interest",
] as const;

export type EntrySubType = (typeof ENTRY_SUB_TYPES)[number];

/** Where an invoice stands with the platform. */
export const INVOICE_STATUSES = [
  "pending_approval",
  "parsed",
  "preparing",
  "prepared",
  "ready",
  "rejected_by_approver",
  "marked_as_paid",
  "scheduled",
  "payment_in_progress",
  "paid",
  "voided_by_user",
  "rejected_by_user",
  "failed_payment",
] as const;

export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** Whether a tax is part of the amount, comes on top, or is owed by the buyer. */
export const TAX_TYPES = ["inclusive", "exclusive", "reverse"] as const;

export type TaxType = (typeof TAX_TYPES)[number];

/** How an entry is to be booked (contract 3.5). */
export const BOOKKEEPING_METHODS = ["none", "journal", "accounts_payable"] as const;

export type BookkeepingMethod = (typeof BOOKKEEPING_METHODS)[number];

/** What a company can demand of its spend besides what every ledger needs: on every line, or of the entry. */
export const EXPORT_DEMANDS = ["tax_code", "tag", "receipt"] as const;

export type ExportDemand = (typeof EXPORT_DEMANDS)[number];

/** Why an entry is not ready, in the words of the failures of job items (contract 2). */
export const PROBLEM_TYPES = [
  "vendor_unknown",
  "account_unknown",
  "tax_code_unknown",
  "tag_unknown",
  "missing_configuration",
  "validation_failure",
  "accounting_system_validation_failure",
] as const satisfies readonly ItemFailureType[];

export type ProblemType = (typeof PROBLEM_TYPES)[number];

/**
 * Why a row that an import took may not be meant so (contract 8): its amount's sign is not its type's usual one, its
 * entry was deleted before and is back, or it says the same as an earlier row.
 */
export const IMPORT_WARNINGS = ["UNUSUAL_SIGN", "ENTRY_RESTORED", "REPEATED_ROW"] as const;

export type ImportWarningType = (typeof IMPORT_WARNINGS)[number];

/** Where an entry stands with its export (contract 3.4). */
export const EXPORT_STATUSES = ["NOT_EXPORTED", "QUEUED", "EXPORTING", "EXPORTED"] as const;

export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** Where an account stands in the chart of accounts (contract section 8). */
export const ACCOUNT_KINDS = ["asset", "liability", "equity", "revenue", "expense"] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];
