import { hash } from "node:crypto";
import { keptDate } from "./bookkeeping-date.ts";
import type { AmountRow, EntryRow, LineRow } from "./model.ts";

/** A row as it is kept: without its id (which has a column) and with the reconciliation id it was given. */
export type EntrySource = Omit<EntryRow, "id"> & { reconciliationId: string };

/**
 * A row as the text that is kept and compared: members in one order, those without a value left out. Two rows that
 * say the same have the same text.
 */
export function sourceText(row: EntryRow, reconciliationId: string): string {
  const source: EntrySource = {
    externalRef: row.externalRef,
    type: row.type,
    date: keptDate(row.date),
    amount: amountOf(row.amount),
    subType: row.subType ?? undefined,
    note: row.note ?? undefined,
    reconciliationId,
    lines: row.lines?.map(lineOf),
    supplier: row.supplier
      ? {
          name: row.supplier.name ?? undefined,
          code: row.supplier.code ?? undefined,
          account: row.supplier.account ?? undefined,
          taxIdentifier: row.supplier.taxIdentifier ?? undefined,
          categoryCode: row.supplier.categoryCode ?? undefined,
          country: row.supplier.country ?? undefined,
        }
      : undefined,
    employeeCode: row.employeeCode ?? undefined,
    teamCode: row.teamCode ?? undefined,
    attendees: row.attendees ?? undefined,
    invoice: row.invoice ? invoiceOf(row.invoice) : undefined,
    reconciledEntries: row.reconciledEntries ?? undefined,
    servicePeriod: row.servicePeriod ? { from: row.servicePeriod.from, to: row.servicePeriod.to } : undefined,
    vendorCode: row.vendorCode ?? undefined,
    bookkeepingMethod: row.bookkeepingMethod ?? undefined,
    links: row.links ? { web: row.links.web ?? undefined, mobile: row.links.mobile ?? undefined } : undefined,
  };
  // JSON.stringify leaves out what is undefined.
  return JSON.stringify(source);
}

/** SHA-256 of what a row says: two rows that say the same have the same. */
export function saidBy(row: EntryRow): Buffer {
  return hash("sha256", `${row.id ?? ""}\n${sourceText(row, row.reconciliationId ?? "")}`, "buffer");
}

/** The row behind a kept text. */
export function parseSource(text: string): EntrySource {
  return JSON.parse(text) as EntrySource;
}

function amountOf({ inWalletCurrency: wallet, inSupplierCurrency: supplier }: AmountRow): AmountRow {
  return {
    inWalletCurrency: { currency: wallet.currency, value: wallet.value },
    inSupplierCurrency: supplier ? { currency: supplier.currency, value: supplier.value } : undefined,
  };
}

function lineOf(line: LineRow): LineRow {
  return {
    id: line.id ?? undefined,
    amount: line.amount ? amountOf(line.amount) : undefined,
    netAmount: line.netAmount ? amountOf(line.netAmount) : undefined,
    accountCode: line.accountCode ?? undefined,
    taxCode: line.taxCode ?? undefined,
    tags: line.tags?.map(({ groupCode, code }) => ({ groupCode, code })),
  };
}

function invoiceOf(invoice: NonNullable<EntryRow["invoice"]>): EntryRow["invoice"] {
  const bank = invoice.supplierBankAccount;
  return {
    invoiceDate: invoice.invoiceDate,
    invoiceNumber: invoice.invoiceNumber,
    status: invoice.status,
    dueDate: invoice.dueDate ?? undefined,
    paymentDate: invoice.paymentDate ?? undefined,
    supplierBankAccount: bank
      ? {
          bankName: bank.bankName,
          country: bank.country,
          accountNumber: bank.accountNumber ?? undefined,
          bankCode: bank.bankCode ?? undefined,
          bic: bank.bic ?? undefined,
          iban: bank.iban ?? undefined,
        }
      : undefined,
  };
}
