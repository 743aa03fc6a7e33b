import { type Cell, textOf } from "../tables/row.ts";
import { compileCell } from "./cell.ts";
import { type DateFormat, dateFormat } from "./date-format.ts";
import { surveyDates } from "./date-survey.ts";
import { MappingError, RowFault } from "./fault.ts";
import type { COLUMN } from "./language.ts";
import { isLanguage } from "./month-names.ts";
import type { Read, Scope } from "./scope.ts";
import type { Checked } from "./shape.ts";

/** Without a format a date is written as ISO 8601 has it, with or without a time. */
const ISO = [
  "YYYY-MM-DD",
  "YYYY-MM-DDTHH:mm",
  "YYYY-MM-DDTHH:mm:ss",
  "YYYY-MM-DDTHH:mm:ssZ",
  "YYYY-MM-DDTHH:mm:ss.SZ",
  "YYYY-MM-DD HH:mm",
  "YYYY-MM-DD HH:mm:ss",
];

/** Reads a cell as a day, YYYY-MM-DD. Throws MappingError; reading throws RowFault. */
export function compileDate(members: Checked<typeof COLUMN.date>, place: string, scope: Scope): Read<string> {
  const { language = "en", pivot, format = ISO } = members;
  if (!isLanguage(language))
    throw new MappingError(`${place}.language: "${language}" is not a known language`);
  const formats = [format].flat().map((one) => compiled(one, { language, pivot }, `${place}.format`));
  refuseContradictions(formats, `${place}.format`);
  const { column, read } = compileCell(members, place, scope);
  if (members.format !== undefined) {
    scope.surveys.push(surveyDates({ column, place, read, formats, words: { language, pivot } }));
  }
  const expected =
    members.format === undefined ? "YYYY-MM-DD (a format can be given)" : [format].flat().join(" or ");
  return (row) => {
    const cell = read(row);
    if (cell === undefined) return undefined;
    const day = dayOf(cell, formats);
    if (day === undefined) throw new RowFault(`"${textOf(cell)}" is not a date like ${expected}`, column);
    return day;
  };
}

function dayOf(cell: Cell, formats: readonly DateFormat[]): string | undefined {
  if (typeof cell !== "string") return cell.kind === "day" ? cell.text : undefined;
  for (const format of formats) {
    const day = format.read(cell);
    if (day !== undefined) return day;
  }
  return undefined;
}

function compiled(format: string, words: Parameters<typeof dateFormat>[1], place: string): DateFormat {
  try {
    return dateFormat(format, words);
  } catch (error) {
    throw error instanceof RangeError ? new MappingError(`${place}: ${error.message}`) : error;
  }
}

/** Two formats that read one text as two days would make the first one guess. */
function refuseContradictions(formats: readonly DateFormat[], place: string): void {
  for (const one of formats) {
    const text = one.write(2003, 2, 1);
    const day = one.read(text);
    const other = formats.find((another) => (another.read(text) ?? day) !== day);
    if (other === undefined) continue;
    throw new MappingError(
      `${place}: "${text}" is one day as ${one.format} and another as ${other.format}; a column can have one of them`,
    );
  }
}
