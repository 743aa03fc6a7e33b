import type { Cell } from "../tables/row.ts";
import { type DateFormat, type DateWords, dateFormat } from "./date-format.ts";
import type { Read } from "./scope.ts";
import type { NewSurvey, Survey } from "./survey.ts";

/** A column of dates with the formats that the mapping gives. */
interface Column {
  column: string;
  place: string;
  read: Read<Cell>;
  formats: readonly DateFormat[];
  words: DateWords;
}

/**
 * With days and months the wrong way round most rows fail, but those up to the 12th would go in as another day. So a
 * column that has dates which only the other order reads, and none which only the mapping's order reads, is refused.
 */
export function surveyDates(column: Column): NewSurvey {
  const swapped = column.formats
    .filter(({ format }) => !format.includes("MMM"))
    .map(({ format }) => dateFormat(swap(format), column.words));
  return () => new DateSurvey(column, swapped);
}

/** Days for months and months for days. */
function swap(format: string): string {
  return format.replace(/[DM]/g, (letter) => (letter === "D" ? "M" : "D"));
}

class DateSurvey implements Survey {
  readonly #column: Column;
  readonly #swapped: readonly DateFormat[];
  #proof: { text: string; line: number; format: string } | undefined;
  #isRight = false;

  constructor(column: Column, swapped: readonly DateFormat[]) {
    this.#column = column;
    this.#swapped = swapped;
  }

  look(row: Parameters<Survey["look"]>[0]): void {
    if (this.#isRight) return;
    const text = this.#column.read(row);
    if (typeof text !== "string") return;
    const reads = this.#column.formats.some((format) => format.read(text) !== undefined);
    const other = this.#swapped.find((format) => format.read(text) !== undefined);
    if (reads && other === undefined) this.#isRight = true;
    if (!reads && other !== undefined) this.#proof ??= { text, line: row.line, format: other.format };
  }

  refusal(): string | undefined {
    if (this.#isRight || this.#proof === undefined) return undefined;
    const { column, place, formats } = this.#column;
    const { text, line, format } = this.#proof;
    const said = formats.map((one) => one.format).join(", ");
    return `Column "${column}" has "${text}" in line ${line}, which is a date as ${format} and not as ${said}, and no cell that shows the opposite: ${place}.format seems to have day and month the wrong way round`;
  }
}
