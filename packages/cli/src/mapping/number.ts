import { type Cell, textOf } from "../tables/row.ts";
import type { CellReader } from "./cell.ts";
import { type Decimal, type NumberStyle, plainNumbers, readDecimal } from "./decimal.ts";
import { MappingError, RowFault } from "./fault.ts";
import type { NUMBER } from "./language.ts";
import { surveyNumbers } from "./number-survey.ts";
import type { Read, Scope } from "./scope.ts";
import type { Checked } from "./shape.ts";

/**
 * Reads a cell as a number, written as `decimal`, `group` and `unit` say. Where neither of the first two is said, the
 * whole column is looked at first. Throws MappingError; reading throws RowFault.
 */
export function compileNumber(
  own: Checked<typeof NUMBER>,
  { column, read }: CellReader,
  place: string,
  scope: Scope,
): Read<Decimal> {
  const members = { ...scope.numbers, ...own };
  const style = numberStyle(members, place);
  if (members.decimal === undefined && members.group === undefined) {
    scope.surveys.push(surveyNumbers({ column, place, read, style }));
  }
  return (row) => {
    const cell = read(row);
    if (cell === undefined) return undefined;
    const number = numberOf(cell, style);
    if (number === undefined) throw new RowFault(`"${textOf(cell)}" is not a number`, column);
    return number;
  };
}

function numberOf(cell: Cell, style: NumberStyle): Decimal | undefined {
  return typeof cell === "string" ? readDecimal(cell, style) : readDecimal(cell.text);
}

function numberStyle(members: Checked<typeof NUMBER>, place: string): NumberStyle {
  const { group = "" } = members;
  const decimal = members.decimal ?? (group === "." ? "," : plainNumbers.decimal);
  if (group.length > 1 || group === decimal || /[\d+()-]/.test(group)) {
    throw new MappingError(`${place}.group must be one character that numbers can't mistake`);
  }
  return { decimal, group, unit: members.unit ?? plainNumbers.unit };
}
