import { EXCHANGE_GAINS, EXCHANGE_LOSSES, type LedgerAccount } from "../booking/accounts.ts";
import type { Booking } from "../booking/booking.ts";
import type { DifferenceFacts } from "../files/file-format.ts";
import { factsOf, settlementFacts } from "../ledger/nodes.ts";
import type { Difference } from "../ledger/recorded.ts";
import { type Amount, amountFromText, decimalText } from "../money/amount.ts";
import { plainCell, textCell } from "./cells.ts";
import { AMOUNTS, cellsOf, type ColumnName } from "./columns.ts";
import { accountOf, cellsIn, DIFFERENCE_TYPE, REVERSAL_TYPE } from "./read-rows.ts";

/** A row: its cells as texts of the file, by column. */
type Cells = ReadonlyMap<ColumnName, string>;

/** The rows of a booking, one for each line, each with its CRLF. */
export function rowsOf(booking: Booking, columns: readonly ColumnName[]): string {
  const facts = settlementFacts(booking);
  const rows = booking.lines.map((line, index) => cellsOf({ booking, facts, line, number: index + 1 }));
  return textOf(rows, columns);
}

/** The rows that take a posting's back, on `date`: the same with the amounts' signs changed, of the type `reversal`. */
export function reversalRows(text: string, date: string, columns: readonly ColumnName[]): string {
  const rows = cellsIn(text, columns).map(
    (row) =>
      new Map(
        [...row].map(([name, cell]) => {
          const amount = AMOUNTS.has(name) ? amountFromText(cell) : undefined;
          if (amount !== undefined) return [name, negatedText(cell)];
          if (name === "date") return [name, date];
          return [name, name === "type" ? REVERSAL_TYPE : textAgain(cell)];
        }),
      ),
  );
  return textOf(rows, columns);
}

/** The rows of exchange differences: a settled account, and gains or losses as the other side. */
export function differenceRows(
  differences: readonly Difference[],
  { entryId, reconciliationId, date }: DifferenceFacts,
  columns: readonly ColumnName[],
): string {
  const legs = differences.flatMap((difference) => [
    ...legOf(difference, EXCHANGE_GAINS, difference.gains),
    ...legOf(difference, EXCHANGE_LOSSES, difference.losses),
  ]);
  const rows = legs.map(({ difference: { account, currency, nodes }, other, amount }, index): Cells => {
    const settled = accountOf(account);
    const { invoiceOf, invoiceNumber, settles } = factsOf(nodes);
    const cell = plainCell(decimalText(amount, currency));
    return new Map<ColumnName, string>([
      ["entry_id", entryId],
      ["line", plainCell(index + 1)],
      ["lines", plainCell(legs.length)],
      ["entry_amount", plainCell(decimalText(0n, currency))],
      ["currency", currency],
      ["date", date],
      ["type", DIFFERENCE_TYPE],
      ["reconciliation_id", textCell(reconciliationId)],
      ["account_code", textCell(settled.code)],
      ["account", textCell(settled.name)],
      ["contra_account", textCell(other.name)],
      ["amount", cell],
      ["net_amount", cell],
      ["supplier_currency", currency],
      ["account_kind", settled.kind],
      ["contra_account_kind", other.kind],
      ["invoice_number", textAgain(invoiceNumber)],
      ["invoice_of", textAgain(invoiceOf)],
      ["settles", textAgain(settles.join("; "))],
      ["line_id", entryId],
    ]);
  });
  return textOf(rows, columns);
}

interface Leg {
  difference: Difference;
  other: LedgerAccount;
  /** On the settled account. */
  amount: Amount;
}

function legOf(difference: Difference, other: LedgerAccount, onOther: Amount): Leg[] {
  return onOther === 0n ? [] : [{ difference, other, amount: -onOther }];
}

function textOf(rows: readonly Cells[], columns: readonly ColumnName[]): string {
  return rows.map((row) => `${columns.map((name) => row.get(name) ?? "").join(",")}\r\n`).join("");
}

/** A cell that was read is guarded already; only the quotes are gone. */
function textAgain(text: string): string {
  return plainCell(text);
}

/** The sign alone, so that an amount keeps its decimals. */
function negatedText(text: string): string {
  if (/^-?[0.]*$/.test(text)) return text;
  return text.startsWith("-") ? text.slice(1) : `-${text}`;
}
