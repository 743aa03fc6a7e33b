import type { Entry } from "@ledgerport/sdk";
import { moneyText } from "../terminal/money.ts";
import { facts, table } from "../terminal/table.ts";

/** An entry for people: what it says, its lines, and what it waits for. */
export function entryText(entry: Entry): string {
  const { amount, readiness } = entry;
  const wallet = moneyText(amount.inWalletCurrency);
  const supplier = moneyText(amount.inSupplierCurrency);
  const head = facts({
    id: entry.id,
    "external ref": entry.externalRef,
    status: `${entry.exportStatus}${entry.locked ? ", locked" : ""}`,
    ready: readiness.ready ? "yes" : "no",
    type: entry.type,
    "sub type": entry.subType,
    date: entry.date,
    amount: supplier === wallet ? wallet : `${wallet} (${supplier})`,
    supplier: entry.supplier?.name,
    vendor: entry.vendorCode,
    employee: entry.employeeCode,
    team: entry.teamCode,
    method: entry.bookkeepingMethod,
    "reconciliation id": entry.reconciliationId,
    note: entry.note,
    created: entry.createdAt,
    updated: entry.updatedAt,
  });
  const lines = entry.lines.map((line, index) => [
    String(index + 1),
    moneyText(line.amount.inWalletCurrency),
    moneyText(line.netAmount.inWalletCurrency),
    line.accountCode ?? "",
    line.taxCode ?? "",
    (line.tags ?? []).map(({ groupCode, code }) => `${groupCode}:${code}`).join(" "),
  ]);
  const problems = readiness.problems.map(({ type, message }) => [type, message]);
  const waits = problems.length === 0 ? "" : `\n${table(["type", "what it waits for"], problems)}`;
  return `${head}\n${table(["line", "amount", "net", "account", "tax code", "tags"], lines)}${waits}`;
}
