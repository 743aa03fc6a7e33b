import type { Minor } from "../money/minor.ts";
import { apportion } from "../money/rounding.ts";
import { type ReferenceBook, type TaxRate, tagKey } from "../reference/model.ts";
import { type Amount, type Currencies, isDomestic, readPart, stepsOf } from "./amounts.ts";
import { lineIds } from "./line-ids.ts";
import { type TaxCode, netAmount, taxOf } from "./line-tax.ts";
import type { LineRow } from "./model.ts";
import { notAddingUp, refused, unknownReference } from "./refusals.ts";

/** One line with its defaults filled in and its codes looked up. */
export interface Line {
  readonly id: string;
  readonly amount: Amount;
  readonly net: Amount;
  readonly accountId: string | undefined;
  /** The code of an account that the reference data does not have (yet). */
  readonly waitingFor: string | undefined;
  readonly tagIds: readonly string[];
  readonly tax: ({ readonly id: string; readonly amount: Amount } & TaxRate) | undefined;
}

/** What the lines of an entry are read against. */
export interface LinesOf {
  entryId: string;
  amount: Amount;
  currencies: Currencies;
  book: ReferenceBook;
  /** Whether an account that is not known yet may be waited for. */
  mayWait: boolean;
}

/**
 * The lines of an entry; without any, one with the whole amount. They sum to the entry's amount exactly, in both
 * currencies. Throws LINES_DO_NOT_ADD_UP, UNKNOWN_REFERENCE or BAD_REQUEST.
 */
export function readLines(rows: readonly LineRow[] | null | undefined, entry: LinesOf): Line[] {
  if (rows === undefined || rows === null || rows.length === 0) {
    const [id = ""] = lineIds(entry.entryId, [{}]);
    return [
      {
        id,
        amount: entry.amount,
        net: entry.amount,
        accountId: undefined,
        waitingFor: undefined,
        tagIds: [],
        tax: undefined,
      },
    ];
  }
  const ids = lineIds(entry.entryId, rows);
  const amounts = lineAmounts(rows, entry);
  const steps = stepsOf(entry.currencies);
  return rows.map((row, index) => {
    const param = `lines[${index}]`;
    const amount = amounts[index] ?? NOTHING;
    const taxCode = taxCodeOf(row, entry.book, param);
    const net = netAmount(row, amount, taxCode, entry.currencies, `${param}.netAmount`);
    return {
      id: ids[index] ?? "",
      amount,
      net,
      ...accountOf(row, entry, param),
      tagIds: tagsOf(row, entry.book, param),
      tax: taxCode === undefined ? undefined : { ...taxCode, amount: taxOf(amount, net, taxCode, steps) },
    };
  });
}

const NOTHING: Amount = { wallet: 0n, supplier: 0n };

/**
 * The lines' amounts. An only line that names none has the whole. Supplier amounts that aren't given share what the given
 * ones leave of the entry's.
 */
function lineAmounts(rows: readonly LineRow[], entry: LinesOf): Amount[] {
  if (rows.length === 1 && !rows[0]?.amount) return [entry.amount];
  const given = rows.map(({ amount }, index) => {
    const param = `lines[${index}].amount`;
    if (!amount) throw refused(param, "is needed, because the entry has several lines");
    return readPart(amount, entry.currencies, param);
  });
  const walletSum = sum(given.map((part) => part.wallet));
  if (walletSum !== entry.amount.wallet) {
    throw notAddingUp("lines", `their amounts in ${entry.currencies.wallet} differ from the entry's amount`);
  }
  const open = given.filter((part) => part.supplier === undefined);
  if (open.length === given.length && isDomestic(entry.amount, entry.currencies)) {
    return given.map(({ wallet }) => ({ wallet, supplier: wallet }));
  }
  const left = entry.amount.supplier - sum(given.map((part) => part.supplier ?? 0n));
  if (open.length === 0 && left !== 0n) {
    throw notAddingUp(
      "lines",
      `their amounts in ${entry.currencies.supplier} differ from the entry's amount`,
    );
  }
  const shares = apportion(
    left,
    open.map((part) => part.wallet),
    stepsOf(entry.currencies).supplier,
  );
  if (shares === undefined) {
    throw refused(
      "lines",
      "each needs an amount.inSupplierCurrency, because their wallet amounts give no proportion",
    );
  }
  let next = 0;
  return given.map(({ wallet, supplier }) => ({ wallet, supplier: supplier ?? shares[next++] ?? 0n }));
}

/** The account of a line. Throws UNKNOWN_REFERENCE for one that is not known and can't be waited for. */
function accountOf(
  { accountCode }: LineRow,
  { book, mayWait }: LinesOf,
  param: string,
): Pick<Line, "accountId" | "waitingFor"> {
  if (typeof accountCode !== "string") return { accountId: undefined, waitingFor: undefined };
  const accountId = book.accounts.byCode.get(accountCode);
  if (accountId !== undefined) return { accountId, waitingFor: undefined };
  if (mayWait) return { accountId, waitingFor: accountCode };
  throw unknownReference(`${param}.accountCode`, "account", accountCode);
}

function taxCodeOf(row: LineRow, book: ReferenceBook, param: string): TaxCode | undefined {
  if (typeof row.taxCode !== "string") return undefined;
  const id = book.taxCodes.byCode.get(row.taxCode);
  const rate = id === undefined ? undefined : book.taxCodes.rates.get(id);
  if (id === undefined || rate === undefined)
    throw unknownReference(`${param}.taxCode`, "tax code", row.taxCode);
  return { id, ...rate };
}

function tagsOf(row: LineRow, book: ReferenceBook, param: string): string[] {
  return (row.tags ?? []).map((tag, index) => {
    const id = book.tags.byCode.get(tagKey(tag.groupCode, tag.code));
    if (id === undefined) {
      throw unknownReference(`${param}.tags[${index}]`, `tag in the group ${tag.groupCode}`, tag.code);
    }
    return id;
  });
}

function sum(amounts: readonly Minor[]): Minor {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
