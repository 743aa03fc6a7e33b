import { textOf } from "../tables/row.ts";
import { compileCell, compileText } from "./cell.ts";
import { compileDate } from "./date.ts";
import { type Decimal, wireValueOf } from "./decimal.ts";
import { RowFault } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { COLUMN, COLUMN_KINDS } from "./language.ts";
import { compileNumber } from "./number.ts";
import type { Read, Scope } from "./scope.ts";
import { checked } from "./shape.ts";

/** Compiles `{"column": ..., "as": ...}`: a cell, read as what `as` says. Throws MappingError. */
export function compileColumn(object: JsonObject, place: string, scope: Scope): Read<Json> {
  const as = COLUMN_KINDS.find((kind) => kind === (object["as"] ?? "text")) ?? "text";
  switch (as) {
    case "text":
      return compileText(checked(object, COLUMN.text, place), place, scope).read;
    case "currency":
      return compileCurrency(object, place, scope);
    case "date":
      return compileDate(checked(object, COLUMN.date, place), place, scope);
    case "amount":
      return compileAmount(object, place, scope);
    case "number":
      return compileFraction(object, 0, place, scope);
    case "percent":
      return compileFraction({ unit: "%", ...object }, 2, place, scope);
  }
}

/** A currency's code (ISO 4217), which files write in either case. */
function compileCurrency(object: JsonObject, place: string, scope: Scope): Read<string> {
  const { column, read } = compileText(checked(object, COLUMN.currency, place), place, scope);
  return (row) => {
    const text = read(row);
    if (text === undefined) return undefined;
    const code = text.trim().toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) throw new RowFault(`"${text}" is not a currency's code`, column);
    return code;
  };
}

/** Money in the wire's hundredths. */
function compileAmount(object: JsonObject, place: string, scope: Scope): Read<number> {
  const { negate = false, ...members } = checked(object, COLUMN.amount, place);
  const cell = compileCell(members, place, scope);
  const read = compileNumber(members, cell, place, scope);
  return (row) => {
    const amount = read(row);
    if (amount === undefined) return undefined;
    try {
      return wireValueOf(negate ? { ...amount, units: -amount.units } : amount);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RowFault(`"${textOf(cell.read(row) ?? "")}" ${error.message}`, cell.column);
    }
  };
}

/** A number divided by ten to the power of `places`: 0 for itself, 2 for a percentage. */
function compileFraction(object: JsonObject, places: number, place: string, scope: Scope): Read<number> {
  const members = checked(object, COLUMN.number, place);
  const read = compileNumber(members, compileCell(members, place, scope), place, scope);
  return (row) => {
    const number = read(row);
    return number && nearest(number, places);
  };
}

function nearest({ units, places }: Decimal, more: number): number {
  return Number(`${units}e-${places + more}`);
}
