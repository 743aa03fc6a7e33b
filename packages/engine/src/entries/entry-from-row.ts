import type { Minor } from "../money/minor.ts";
import type { ReferenceBook } from "../reference/model.ts";
import type { BookkeepingMethod } from "../tenants/model.ts";
import { readEntryAmount } from "./amounts.ts";
import { readBookkeepingDate } from "./bookkeeping-date.ts";
import { itemTemplate } from "./item-template.ts";
import { readLines } from "./lines.ts";
import { needsOf } from "./needs.ts";
import type { EntryRow } from "./model.ts";
import { type EntryCompany, assertDays, assertFitsType, methodOf, peopleOf } from "./rules.ts";
import { typeRules } from "./types.ts";
import { sourceText } from "./source.ts";

/** An entry ready to be stored: the columns of accounting_entries. */
export interface PreparedEntry {
  readonly id: string;
  readonly externalRef: string;
  readonly type: string;
  readonly date: string;
  readonly walletCurrency: string;
  readonly walletAmount: Minor;
  readonly bookkeepingMethod: BookkeepingMethod;
  readonly vendorCode: string | null;
  readonly search: string;
  readonly source: string;
  readonly template: string;
  /** JSON text, see needsOf. */
  readonly needs: string;
}

/** Who the entry is: its id, and the reconciliation id it has when the row names none. */
export interface EntryIdentity {
  readonly id: string;
  readonly reconciliationId: string;
}

/**
 * Checks a row against the domain's rules, fills in its defaults and writes its export item. Pure: the same input
 * gives the same entry. Throws DomainError BAD_REQUEST, UNKNOWN_REFERENCE or LINES_DO_NOT_ADD_UP naming the member.
 */
export function entryFromRow(
  row: EntryRow,
  company: EntryCompany,
  book: ReferenceBook,
  identity: EntryIdentity,
): PreparedEntry {
  assertFitsType(row);
  assertDays(row);
  const { amount, currencies } = readEntryAmount(row.amount);
  const lines = readLines(row.lines, {
    entryId: identity.id,
    amount,
    currencies,
    book,
    // Spend without an account can't be booked by anybody, so nothing goes wrong while it waits; what merely moves money
    // has an account by its type, and would be booked on that.
    mayWait: typeRules(row.type)?.spend ?? false,
  });
  const method = methodOf(row, company);
  const people = peopleOf(row, book);
  const reconciliationId = row.reconciliationId ?? identity.reconciliationId;
  const { id } = identity;
  return {
    id,
    externalRef: row.externalRef,
    type: row.type,
    date: readBookkeepingDate(row.date).day,
    walletCurrency: currencies.wallet,
    walletAmount: amount.wallet,
    bookkeepingMethod: method,
    vendorCode: row.vendorCode ?? null,
    search: searchText(row, reconciliationId),
    source: sourceText(row, reconciliationId),
    needs: JSON.stringify(needsOf(lines)),
    template: itemTemplate({
      companyId: company.id,
      id,
      row,
      reconciliationId,
      amount,
      currencies,
      lines,
      method,
      ...people,
    }),
  };
}

/** What the queue's free search looks in, in lower case: one line each, so that a word never spans two members. */
function searchText(row: EntryRow, reconciliationId: string): string {
  const { supplier, invoice } = row;
  return [
    row.externalRef,
    reconciliationId,
    row.note,
    supplier?.name,
    supplier?.code,
    invoice?.invoiceNumber,
    row.vendorCode,
    row.employeeCode,
  ]
    .filter((text) => typeof text === "string")
    .join("\n")
    .toLowerCase();
}
