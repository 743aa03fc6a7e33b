import type { ReferenceBook } from "../reference/model.ts";
import type { BookkeepingMethod } from "../tenants/model.ts";
import { assertDay } from "../shared/days.ts";
import { readBookkeepingDate } from "./bookkeeping-date.ts";
import type { EntryRow } from "./model.ts";
import { refused, unknownReference } from "./refusals.ts";
import { typeRules } from "./types.ts";

/** What of a company an entry needs to know. */
export interface EntryCompany {
  readonly id: string;
  /** The method of its entries that name none. */
  readonly bookkeepingMethod: BookkeepingMethod;
}

/** Throws BAD_REQUEST when a member doesn't fit the entry's type (contract section 2, types; 3.5). */
export function assertFitsType(row: EntryRow): void {
  const rules = typeRules(row.type);
  if (rules === undefined) throw refused("type", `there is no type ${row.type}`);
  if (typeof row.subType === "string" && !rules.subTypes.includes(row.subType)) {
    const known = rules.subTypes.length === 0 ? "it has none" : `it has ${rules.subTypes.join(", ")}`;
    throw refused("subType", `${row.subType} is no subtype of ${row.type}; ${known}`);
  }
  if (!rules.reimbursement && (row.reconciledEntries ?? []).length > 0) {
    throw refused("reconciledEntries", "only reimbursements settle other entries");
  }
  if (!rules.vendor && typeof row.vendorCode === "string") {
    throw refused("vendorCode", `the type ${row.type} can't carry a vendor`);
  }
}

/** Throws BAD_REQUEST when a day is not one of the calendar, or a service period ends before it begins. */
export function assertDays(row: EntryRow): void {
  readBookkeepingDate(row.date);
  if (row.invoice) {
    assertDay(row.invoice.invoiceDate, "invoice.invoiceDate");
    if (row.invoice.dueDate) assertDay(row.invoice.dueDate, "invoice.dueDate");
    if (row.invoice.paymentDate) assertDay(row.invoice.paymentDate, "invoice.paymentDate");
  }
  if (row.servicePeriod) {
    const { from, to } = row.servicePeriod;
    assertDay(from, "servicePeriod.from");
    assertDay(to, "servicePeriod.to");
    if (to < from) throw refused("servicePeriod.to", `${to} is before ${from}`);
  }
}

/** How the entry is booked: as it says, else as its company does; types without a vendor are `none` (contract 3.5). */
export function methodOf(row: EntryRow, company: EntryCompany): BookkeepingMethod {
  const wanted = row.bookkeepingMethod ?? undefined;
  if (typeRules(row.type)?.vendor) return wanted ?? company.bookkeepingMethod;
  if (wanted !== undefined && wanted !== "none") {
    throw refused("bookkeepingMethod", `the type ${row.type} can't be booked as ${wanted}, only as none`);
  }
  return "none";
}

/** The ids behind the row's employee and team. Throws UNKNOWN_REFERENCE. */
export function peopleOf(
  row: EntryRow,
  book: ReferenceBook,
): { employeeId: string | undefined; teamId: string | undefined } {
  return {
    employeeId: idOf(row.employeeCode, book.employees.byCode, "employeeCode", "employee"),
    teamId: idOf(row.teamCode, book.teams.byCode, "teamCode", "team"),
  };
}

function idOf(
  code: string | null | undefined,
  byCode: ReadonlyMap<string, string>,
  param: string,
  what: string,
): string | undefined {
  if (typeof code !== "string") return undefined;
  const id = byCode.get(code);
  if (id === undefined) throw unknownReference(param, what, code);
  return id;
}
