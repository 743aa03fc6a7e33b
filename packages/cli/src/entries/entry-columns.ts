import type { Entry } from "@ledgerport/sdk";
import type { Column } from "../terminal/list.ts";
import { moneyCell, moneyText } from "../terminal/money.ts";

/** What a list shows of an entry: the most needed in a table, all but the lines' amounts in CSV. */
export const ENTRY_COLUMNS: readonly Column<Entry>[] = [
  { name: "id", cell: ({ id }) => id },
  { name: "date", cell: ({ date }) => date },
  { name: "type", cell: ({ type }) => type },
  { name: "sub type", only: "csv", cell: ({ subType }) => subType },
  { name: "status", cell: ({ exportStatus }) => exportStatus },
  { name: "ready", cell: ({ readiness }) => (readiness.ready ? "yes" : "no") },
  {
    name: "problems",
    only: "csv",
    cell: ({ readiness }) => joined(readiness.problems.map(({ type }) => type)),
  },
  { name: "amount", only: "table", cell: ({ amount }) => moneyText(amount.inWalletCurrency) },
  { name: "currency", only: "csv", cell: ({ amount }) => amount.inWalletCurrency.currency },
  { name: "amount", only: "csv", cell: ({ amount }) => moneyCell(amount.inWalletCurrency) },
  { name: "supplier currency", only: "csv", cell: ({ amount }) => amount.inSupplierCurrency.currency },
  { name: "supplier amount", only: "csv", cell: ({ amount }) => moneyCell(amount.inSupplierCurrency) },
  { name: "external ref", cell: ({ externalRef }) => externalRef },
  { name: "supplier", cell: ({ supplier }) => supplier?.name },
  { name: "accounts", only: "csv", cell: ({ lines }) => joined(lines.map(({ accountCode }) => accountCode)) },
  { name: "tax codes", only: "csv", cell: ({ lines }) => joined(lines.map(({ taxCode }) => taxCode)) },
  { name: "vendor code", only: "csv", cell: ({ vendorCode }) => vendorCode },
  { name: "employee code", only: "csv", cell: ({ employeeCode }) => employeeCode },
  { name: "team code", only: "csv", cell: ({ teamCode }) => teamCode },
  { name: "bookkeeping method", only: "csv", cell: ({ bookkeepingMethod }) => bookkeepingMethod },
  { name: "reconciliation id", only: "csv", cell: ({ reconciliationId }) => reconciliationId },
  { name: "note", only: "csv", cell: ({ note }) => note },
  { name: "created at", only: "csv", cell: ({ createdAt }) => createdAt },
  { name: "updated at", only: "csv", cell: ({ updatedAt }) => updatedAt },
];

/** Each once; what is absent is left out. */
function joined(texts: readonly (string | null | undefined)[]): string {
  return [...new Set(texts.filter((text) => text))].join("; ");
}
