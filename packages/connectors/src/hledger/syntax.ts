import { type Amount, amountFromText, decimalText } from "../money/amount.ts";

/** Lines of a journal, as we write them and find them again. */

/** The indentation of all that belongs to a transaction. */
const INDENT = "    ";

/** The line of a posting. `amount` as `amountText` makes it. */
export function postingLine(account: string, amount: string): string {
  return `${INDENT}${account}  ${amount}`;
}

/** An amount in one currency. */
export function amountText(amount: Amount, currency: string): string {
  return `${currency} ${decimalText(amount, currency)}`;
}

/** The line of a tag, whose name and value are texts of a journal; none for an empty value. */
export function tagLine(name: string, value: string): string[] {
  return value === "" ? [] : [`${INDENT}; ${name}: ${value}`];
}

/** A posting as it stands in a journal. */
export interface PostingText {
  account: string;
  currency: string;
  amount: Amount;
  /** The rest of the line, e.g. a total price, with the spaces before it. */
  rest: string;
}

const POSTING = /^\s+(\S(?:.*?\S)?)(?: {2,}| *\t\s*)([A-Z]{3}) (-?\d+(?:\.\d+)?)(\s.*)?$/u;

/** Reads the line of a posting; undefined for all other lines, and for postings of forms that we don't write. */
export function readPosting(line: string): PostingText | undefined {
  const [, account = "", currency = "", text = "", rest = ""] = POSTING.exec(line) ?? [];
  const amount = amountFromText(text);
  if (account === "" || account.startsWith(";") || amount === undefined) return undefined;
  return { account, currency, amount, rest: rest.trimEnd() };
}

const TAG = /^\s+; *([^\s:,;]+):(?: +(.*?))?\s*$/u;

/** Reads the line of a tag; undefined for all other lines. */
export function readTag(line: string): { name: string; value: string } | undefined {
  const [, name, value = ""] = TAG.exec(line) ?? [];
  return name === undefined ? undefined : { name, value };
}

/** Reads an amount of a tag, e.g. `USD 12.00`. */
export function readAmount(text: string): { currency: string; amount: Amount } | undefined {
  const [, currency, digits = ""] = /^([A-Z]{3}) (-?[\d.]+)$/.exec(text) ?? [];
  const amount = amountFromText(digits);
  return currency === undefined || amount === undefined ? undefined : { currency, amount };
}
