import { CELL_MEMBERS, checkMembers, compileCell, textList } from "./column.ts";
import { readDecimal } from "./decimal.ts";
import { MappingError, RowFault } from "./fault.ts";
import type { Json } from "./json.ts";
import { isObject } from "./json.ts";
import { NUMBER_MEMBERS, numberStyle } from "./number-member.ts";
import type { Cells, Scope } from "./scope.ts";

const SIGNS = ["negative", "zero", "positive"] as const;
const TESTS = ["in", "is"];

/**
 * A condition on one cell: `{"column", "in": [texts]}` or `{"column", "is": "negative" | "zero" | "positive" | "absent"}`.
 * Throws MappingError.
 */
export function compileCondition(value: Json, place: string, scope: Scope): (cells: Cells) => boolean {
  if (!isObject(value)) throw new MappingError(`${place} must be a condition on a column`);
  checkMembers(value, [...CELL_MEMBERS, ...NUMBER_MEMBERS, ...TESTS], place);
  const { column, read } = compileCell(value, place, scope);
  const { in: oneOf, is } = value;
  if ((oneOf === undefined) === (is === undefined)) {
    throw new MappingError(`${place} must have either "in" or "is"`);
  }
  if (oneOf !== undefined) {
    const texts = new Set(textList(oneOf, `${place}.in`));
    return (cells) => texts.has(read(cells) ?? "");
  }
  if (is === "absent") return (cells) => read(cells) === undefined;
  const sign = SIGNS.find((one) => one === is);
  if (sign === undefined) {
    throw new MappingError(`${place}.is must be one of absent, ${SIGNS.join(", ")}`);
  }
  const style = numberStyle(value, place);
  return (cells) => {
    const text = read(cells);
    if (text === undefined) return false;
    const number = readDecimal(text, style);
    if (number === undefined) throw new RowFault(`"${text}" is not a number`, column);
    return signOf(number.units) === sign;
  };
}

function signOf(units: bigint): (typeof SIGNS)[number] {
  if (units === 0n) return "zero";
  return units < 0n ? "negative" : "positive";
}
