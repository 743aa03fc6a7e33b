import type { BookkeepingMethod } from "../tenants/model.ts";
import type { Readiness } from "../readiness/model.ts";
import type { AccountingEntryType } from "./types.ts";

/** Money as the wire writes it: hundredths of the unit with at most two decimals. */
export interface MoneyValue {
  currency: string;
  value: number;
}

/** An amount in the wallet's currency and, when it differs, in the supplier's. */
export interface AmountRow {
  inWalletCurrency: MoneyValue;
  /** Absent: the same as in the wallet's currency; for lines, their share of the entry's. */
  inSupplierCurrency?: MoneyValue | null;
}

/** One line of an entry row. */
export interface LineRow {
  id?: string | null;
  /** May be absent from an only line: the entry's. */
  amount?: AmountRow | null;
  netAmount?: AmountRow | null;
  accountCode?: string | null;
  taxCode?: string | null;
  tags?: { groupCode: string; code: string }[] | null;
}

/** The merchant as seen on the spend. */
export interface SupplierRow {
  name?: string | null;
  code?: string | null;
  account?: string | null;
  taxIdentifier?: string | null;
  /** Merchant category (ISO 18245). */
  categoryCode?: string | null;
  country?: string | null;
}

/** Where an invoice is to be paid to. */
export interface SupplierBankAccountRow {
  bankName: string;
  country: string;
  accountNumber?: string | null;
  bankCode?: string | null;
  bic?: string | null;
  iban?: string | null;
}

/** The export item's invoiceInformation (contract section 2). Dates are `YYYY-MM-DD`. */
export interface InvoiceRow {
  invoiceDate: string;
  invoiceNumber: string;
  status: string;
  dueDate?: string | null;
  paymentDate?: string | null;
  supplierBankAccount?: SupplierBankAccountRow | null;
}

/** An accounting entry as the platform gives it (contract section 6). A member that is null counts as absent. */
export interface EntryRow {
  externalRef: string;
  type: AccountingEntryType;
  /** The bookkeeping date: a day, `YYYY-MM-DD`, or an instant. */
  date: string;
  amount: AmountRow;
  id?: string | null;
  subType?: string | null;
  note?: string | null;
  reconciliationId?: string | null;
  lines?: LineRow[] | null;
  supplier?: SupplierRow | null;
  employeeCode?: string | null;
  teamCode?: string | null;
  attendees?: string[] | null;
  invoice?: InvoiceRow | null;
  /** The entries that a reimbursement settles, each by its externalRef, id or reconciliationId. */
  reconciledEntries?: string[] | null;
  servicePeriod?: { from: string; to: string } | null;
  vendorCode?: string | null;
  bookkeepingMethod?: BookkeepingMethod | null;
  links?: { web?: string | null; mobile?: string | null } | null;
}

/** Where an entry stands (contract 3.4). From QUEUED on it is locked. */
export type ExportStatus = "NOT_EXPORTED" | "QUEUED" | "EXPORTING" | "EXPORTED";

/** An entry as read: the row with its defaults filled in. Members without a value are absent. */
export interface Entry extends EntryRow {
  id: string;
  companyId: string;
  reconciliationId: string;
  lines: (LineRow & { id: string; amount: AmountRow; netAmount: AmountRow })[];
  bookkeepingMethod: BookkeepingMethod;
  exportStatus: ExportStatus;
  /** Whether a change or deletion is refused with ENTRY_LOCKED. */
  locked: boolean;
  /** What it lacks for its export. */
  readiness: Readiness;
  createdAt: Date;
  updatedAt: Date;
}

/** A change of an entry, as JSON merge patch (RFC 7396): null removes a member, lists are replaced whole. */
export type EntryPatch = Readonly<Record<string, unknown>>;

/** Why a row of an import was not taken. */
export interface RowError {
  /** The row's number as the caller counts. */
  row: number;
  externalRef?: string;
  type: string;
  message: string;
  param?: string;
}

/** What was taken from a row of an import, but looks as if it may not be meant. */
export type RowWarning = RowError;

/** An entry that was deleted. Its id stays its externalRef's, because the ledger knows it by that. */
export interface DeletedEntry {
  externalRef: string;
  id: string;
  reconciliationId: string;
}

/** What an import did, in rows. */
export interface ImportResult {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  errors: RowError[];
  warnings: RowWarning[];
}
