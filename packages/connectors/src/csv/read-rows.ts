import { entryNode, invoiceNode, nodesOf, roleOf } from "../ledger/nodes.ts";
import type { Recorded, Settlement } from "../ledger/recorded.ts";
import { amountFromText } from "../money/amount.ts";
import type { ColumnName } from "./columns.ts";

/** What stands in `type` of rows that take a posting back. */
export const REVERSAL_TYPE = "reversal";
/** What stands in `type` of rows with an exchange difference. */
export const DIFFERENCE_TYPE = "exchange_difference";

/** What a spreadsheet shows of an account. */
export interface AccountCells {
  kind: string;
  code: string;
  name: string;
}

/** The rows of a text of ours, their cells by column, without quotes. */
export function cellsIn(text: string, columns: readonly ColumnName[]): Map<ColumnName, string>[] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [whole, value = "", end = ""] = match;
    if (whole === "" && cell.lastIndex >= text.length) break;
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== ",") rows.push([]);
    if (whole === "") break;
  }
  return rows
    .filter(({ length }) => length > 1)
    .map((cells) => new Map(columns.map((name, index) => [name, cells[index] ?? ""])));
}

/** What an entry's rows say, by their text with its line breaks. */
export function recordedFromRows(text: string, columns: readonly ColumnName[]): Recorded {
  const rows = cellsIn(text, columns);
  const [first = new Map<ColumnName, string>()] = rows;
  const type = first.get("type");
  const kind = type === REVERSAL_TYPE ? "reversal" : type === DIFFERENCE_TYPE ? "difference" : "entry";
  return {
    kind,
    entryId: first.get("entry_id") ?? "",
    date: first.get("date") ?? "",
    text,
    content: text.replaceAll("\r", ""),
    receipts: 0,
    settlements: kind === "reversal" ? [] : rows.flatMap((row) => settlementIn(row, kind)),
  };
}

/** The account that a settlement is on, as `settlementIn` names it. */
export function accountOf(name: string): AccountCells {
  const [kind = "", code = "", text = ""] = JSON.parse(name) as string[];
  return { kind, code, name: text };
}

/** A renamed account stays the same by its code. */
function accountName(row: ReadonlyMap<ColumnName, string>, side: "account" | "contra_account"): string {
  const code = row.get(`${side}_code`) ?? "";
  return JSON.stringify([row.get(`${side}_kind`) ?? "", code, code === "" ? (row.get(side) ?? "") : ""]);
}

/** Types whose settled account is the other side of their lines. */
const OWED_ON_THE_OTHER_SIDE = new Set(["invoice", "out_of_pocket", "mileage", "per_diem"]);

function settlementIn(row: ReadonlyMap<ColumnName, string>, kind: "entry" | "difference"): Settlement[] {
  const text = (name: ColumnName) => row.get(name) ?? "";
  const amount = amountFromText(text("amount")) ?? 0n;
  const settles = text("settles") === "" ? [] : text("settles").split("; ");
  const currency = text("currency");
  if (kind === "difference") {
    const account = accountName(row, "account");
    const nodes =
      text("invoice_number") === ""
        ? settles.map(entryNode)
        : [invoiceNode(account, text("invoice_of"), text("invoice_number"))];
    const same = { currency, amount, supplierCurrency: currency, supplierAmount: amount };
    return [{ ...same, account, nodes, role: "difference", closes: false }];
  }
  const rule = roleOf(text("type"));
  if (rule === undefined) return [];
  const other = OWED_ON_THE_OTHER_SIDE.has(text("type"));
  const account = accountName(row, other ? "contra_account" : "account");
  const sign = other ? -1n : 1n;
  const facts = {
    type: text("type"),
    reconciliationId: text("reconciliation_id"),
    invoiceOf: text("invoice_of"),
    invoiceNumber: text("invoice_number"),
    invoiceStatus: text("invoice_status"),
    settles,
  };
  const { nodes, closes } = nodesOf(facts, account);
  if (nodes.length === 0 || !row.has("settles")) return [];
  return [
    {
      nodes,
      closes,
      account,
      currency,
      amount: sign * amount,
      supplierCurrency: text("supplier_currency"),
      supplierAmount: sign * (amountFromText(text("supplier_amount")) ?? 0n),
      role: rule.role,
    },
  ];
}
