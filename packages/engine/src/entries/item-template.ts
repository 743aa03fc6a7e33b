import { slots } from "../rendering/slots.ts";
import type { BookkeepingMethod } from "../tenants/model.ts";
import { type Amount, type Currencies, amountJson } from "./amounts.ts";
import { readBookkeepingDate } from "./bookkeeping-date.ts";
import type { Line } from "./lines.ts";
import type { EntryRow, InvoiceRow, SupplierRow } from "./model.ts";
import { exportedType, typeRules } from "./types.ts";

/** All that an export item shows of an entry: the row, and what was found out about it. */
export interface ItemParts {
  companyId: string;
  id: string;
  row: EntryRow;
  reconciliationId: string;
  amount: Amount;
  currencies: Currencies;
  lines: readonly Line[];
  method: BookkeepingMethod;
  employeeId: string | undefined;
  teamId: string | undefined;
}

/**
 * The export item of an entry (contract section 2, v3) as JSON text with slots for what is looked up when it is
 * read. Every member is there; `?` members without a value are null.
 */
export function itemTemplate(parts: ItemParts): string {
  const { row, id, companyId } = parts;
  return (
    `{"_links":${links(parts)}` +
    `,"accountingEntryId":"${id}"` +
    `,"accountingEntryLines":[${parts.lines.map((line, index) => lineJson(line, parts.currencies, index)).join(",")}]` +
    `,"additionalInformation":${additionalInformation(parts)}` +
    `,"amount":${amountJson(parts.amount, parts.currencies, "amount")}` +
    `,"bookkeeping":${slots.bookkeeping(parts.method)}` +
    `,"companyId":"${companyId}"` +
    `,"contraAccount":${typeRules(row.type)?.contraAccount ? slots.contra(parts.currencies.wallet) : "null"}` +
    `,"date":"${readBookkeepingDate(row.date).moment}"` +
    `,"files":${slots.files(id)}` +
    `,"note":${textOrNull(row.note)}` +
    `,"servicePeriod":${servicePeriod(row)}` +
    `,"subType":${textOrNull(row.subType)}` +
    `,"supplier":${supplier(row.supplier)}` +
    `,"team":${parts.teamId === undefined ? "null" : slots.team(parts.teamId)}` +
    `,"type":"${exportedType(row.type)}"` +
    `,"user":${parts.employeeId === undefined ? "null" : slots.user(parts.employeeId)}` +
    `,"vendor":${typeof row.vendorCode === "string" ? slots.vendor(row.vendorCode) : "null"}}`
  );
}

function links({ companyId, id, row }: ItemParts): string {
  const web = typeof row.links?.web === "string" ? JSON.stringify(row.links.web) : slots.web(id);
  const mobile = typeof row.links?.mobile === "string" ? JSON.stringify(row.links.mobile) : slots.web(id);
  const api = slots.api(companyId, id);
  return `{"web":{"exportItem":${web}},"mobile":{"exportItem":${mobile}},"api":{"exportItem":${api}}}`;
}

function lineJson(line: Line, currencies: Currencies, index: number): string {
  const param = `lines[${index}]`;
  const amount = amountJson(line.amount, currencies, `${param}.amount`);
  const untaxed = line.net.wallet === line.amount.wallet && line.net.supplier === line.amount.supplier;
  const net = untaxed ? amount : amountJson(line.net, currencies, `${param}.netAmount`);
  return (
    `{"accountingEntryLineId":"${line.id}","lineAmount":${amount},"netAmount":${net}` +
    `,"account":${accountJson(line)}` +
    `,"tags":${line.tagIds.length === 0 ? "null" : slots.tags(line.tagIds)}` +
    `,"tax":${taxJson(line, currencies, `${param}.taxCode`)}}`
  );
}

function accountJson({ accountId, waitingFor }: Line): string {
  if (accountId !== undefined) return slots.account(accountId);
  return waitingFor === undefined ? "null" : slots.accountByCode(waitingFor);
}

function taxJson({ tax }: Line, currencies: Currencies, param: string): string {
  if (tax === undefined) return "null";
  return slots.tax(tax.id, tax.rate, tax.type, amountJson(tax.amount, currencies, param));
}

function additionalInformation({ row, reconciliationId }: ItemParts): string {
  return (
    `{"reconciliationId":${JSON.stringify(reconciliationId)}` +
    `,"attendees":${row.attendees ? JSON.stringify(row.attendees) : "null"}` +
    `,"reconciledEntries":${row.reconciledEntries ? slots.settled(row.reconciledEntries) : "null"}` +
    `,"invoiceInformation":${row.invoice ? invoiceInformation(row.invoice) : "null"}}`
  );
}

function invoiceInformation(invoice: InvoiceRow): string {
  const bank = invoice.supplierBankAccount;
  return JSON.stringify({
    invoiceDate: invoice.invoiceDate,
    invoiceNumber: invoice.invoiceNumber,
    status: invoice.status,
    dueDate: invoice.dueDate ?? null,
    paymentDate: invoice.paymentDate ?? null,
    supplierBankAccount: bank
      ? {
          bankName: bank.bankName,
          country: bank.country,
          accountNumber: bank.accountNumber ?? null,
          bankCode: bank.bankCode ?? null,
          bic: bank.bic ?? null,
          iban: bank.iban ?? null,
        }
      : null,
  });
}

function supplier(row: SupplierRow | null | undefined): string {
  if (row === undefined || row === null) return "null";
  return (
    `{"name":${textOrNull(row.name)},"code":${textOrNull(row.code)},"account":${textOrNull(row.account)}` +
    `,"taxIdentifier":${textOrNull(row.taxIdentifier)},"categoryCode":${textOrNull(row.categoryCode)}` +
    `,"country":${textOrNull(row.country)}}`
  );
}

function servicePeriod({ servicePeriod: period }: EntryRow): string {
  return period ? `{"from":${momentOf(period.from)},"to":${momentOf(period.to)}}` : "null";
}

/** A day as the wire's timestamp: its first second in UTC. */
function momentOf(day: string): string {
  return `"${day}T00:00:00Z"`;
}

function textOrNull(text: string | null | undefined): string {
  return typeof text === "string" ? JSON.stringify(text) : "null";
}
