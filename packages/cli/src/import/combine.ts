import { amountOf, wireValueOf } from "../mapping/decimal.ts";
import { RowFault } from "../mapping/fault.ts";
import type { Json, JsonObject } from "../mapping/json.ts";
import { isObject, plainText } from "../mapping/json.ts";

/** An entry row that one row of the file has made. */
interface RowOfEntry {
  line: number;
  row?: JsonObject | undefined;
}

/** One entry of several rows, and of which line of the file each of its lines is. */
export interface CombinedEntry {
  row: JsonObject;
  lines: number[];
}

/** Both currencies that an amount may be given in. */
const SIDES = ["inWalletCurrency", "inSupplierCurrency"] as const;

/**
 * One entry with the lines of all rows, in their order. What else the rows say must agree; a row may leave it out. Where
 * lines have amounts of their own the entry's amount is a total like that, and without it their sum; otherwise each
 * row's amount is its line's, and the entry's the sum. Throws RowFault naming the member and the lines of the file.
 */
export function combined(rows: readonly RowOfEntry[], linesHaveAmounts: boolean): CombinedEntry {
  const lines: JsonObject[] = [];
  const lineNumbers: number[] = [];
  let head: JsonObject = {};
  for (const { line, row = {} } of rows) {
    const { lines: own, ...rest } = row;
    for (const part of linesOf(own, rest)) {
      lines.push(part);
      lineNumbers.push(line);
    }
    if (!linesHaveAmounts) delete rest["amount"];
    head = agreed(head, rest, { from: rows[0]?.line ?? line, line }, "");
  }
  const amount = head["amount"] ?? sumOf(lines, lineNumbers);
  return { row: { ...head, ...(amount !== undefined && { amount }), lines }, lines: lineNumbers };
}

function linesOf(lines: Json | undefined, { amount }: JsonObject): JsonObject[] {
  if (Array.isArray(lines)) return lines.filter((line) => isObject(line));
  return amount === undefined ? [] : [{ amount }];
}

/** What two rows say together. */
function agreed(
  one: JsonObject,
  other: JsonObject,
  at: { from: number; line: number },
  place: string,
): JsonObject {
  const result = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const known = result[name];
    const where = place === "" ? name : `${place}.${name}`;
    if (known === undefined) result[name] = value;
    else if (isObject(known) && isObject(value)) result[name] = agreed(known, value, at, where);
    else if (JSON.stringify(known) !== JSON.stringify(value)) {
      throw new RowFault(
        `${where} is ${JSON.stringify(value)} in line ${at.line}, and ${JSON.stringify(known)} from line ${at.from} on: rows with one externalRef must agree`,
        where,
      );
    }
  }
  return result;
}

function sumOf(lines: readonly JsonObject[], lineNumbers: readonly number[]): JsonObject | undefined {
  const amounts = lines.map(({ amount }) => (isObject(amount) ? amount : {}));
  const used = SIDES.filter((side) => amounts.some((amount) => amount[side] !== undefined));
  const sums = used.map((side) => {
    const money = amounts.map((amount) => amount[side] ?? amount["inWalletCurrency"]);
    return [side, total(money, lineNumbers, `amount.${side}`)] as const;
  });
  return sums.length === 0 ? undefined : Object.fromEntries(sums);
}

function total(
  money: readonly (Json | undefined)[],
  lineNumbers: readonly number[],
  place: string,
): JsonObject {
  let units = 0n;
  let currency: Json | undefined;
  for (const [index, one] of money.entries()) {
    const line = lineNumbers[index] ?? 0;
    const { currency: own, value } = isObject(one) ? one : {};
    if (typeof value !== "number") throw new RowFault(`line ${line} of the file has no ${place}`, place);
    currency ??= own;
    if (own !== currency) {
      throw new RowFault(
        `${place} is in ${plainText(own ?? null)} in line ${line}, and in ${plainText(currency ?? null)} before`,
        place,
      );
    }
    units += amountOf(value).units;
  }
  try {
    return { ...(currency !== undefined && { currency }), value: wireValueOf({ units, places: 4 }) };
  } catch (error) {
    throw error instanceof RangeError ? new RowFault(`the sum of ${place} ${error.message}`, place) : error;
  }
}
