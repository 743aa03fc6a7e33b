import type { Cell } from "../tables/row.ts";
import { type NumberStyle, readDecimal } from "./decimal.ts";
import type { Read } from "./scope.ts";
import type { NewSurvey, Survey } from "./survey.ts";

/** A column of numbers for which the mapping says neither decimal nor group separators. */
interface Column {
  column: string;
  place: string;
  read: Read<Cell>;
  style: NumberStyle;
}

/** A cell that asks a question, and the line it is in. */
interface Found {
  text: string;
  line: number;
}

/** 1.234 and -12.345, but not 0.123: one thousand, or one and a bit? */
const AMBIGUOUS = /^\D*[1-9]\d{0,2}\.\d{3}\D*$/;

/** How people write numbers, the more usual first. */
const STYLES: readonly { members: string; decimal: "." | ","; group: string }[] = [
  { members: '"decimal": ".", "group": ","', decimal: ".", group: "," },
  { members: '"decimal": ",", "group": "."', decimal: ",", group: "." },
  { members: '"decimal": ",", "group": " "', decimal: ",", group: " " },
  { members: '"decimal": ".", "group": " "', decimal: ".", group: " " },
  { members: `"decimal": ".", "group": "'"`, decimal: ".", group: "'" },
];

/**
 * Without separators in the mapping a number has a decimal point and no groups. A column that is not written so, or
 * whose every point may as well stand before thousands, is refused with what to add to the mapping.
 */
export function surveyNumbers(column: Column): NewSurvey {
  return () => new NumberSurvey(column);
}

class NumberSurvey implements Survey {
  readonly #column: Column;
  #ambiguous: Found | undefined;
  #foreign: (Found & { members: string }) | undefined;
  #hasDecimals = false;

  constructor(column: Column) {
    this.#column = column;
  }

  look(row: Parameters<Survey["look"]>[0]): void {
    const text = this.#column.read(row);
    // Cells that are numbers by themselves ask nothing.
    if (typeof text !== "string") return;
    if (readDecimal(text, this.#column.style) === undefined) {
      this.#foreign ??= foreignStyle({ text, line: row.line }, this.#column.style.unit);
    } else if (AMBIGUOUS.test(text)) this.#ambiguous ??= { text, line: row.line };
    else if (text.includes(".")) this.#hasDecimals = true;
  }

  refusal(): string | undefined {
    const { column, place } = this.#column;
    if (this.#foreign !== undefined) {
      const { text, line, members } = this.#foreign;
      return `Column "${column}" has "${text}" in line ${line}: ${place} must say how its numbers are written, e.g. ${members}`;
    }
    if (this.#ambiguous === undefined || this.#hasDecimals) return undefined;
    const { text, line } = this.#ambiguous;
    return `Column "${column}" has "${text}" in line ${line}, and no cell that shows whether the point stands before decimals or thousands: ${place} must say "decimal": "." or "decimal": ",", "group": "."`;
  }
}

function foreignStyle(found: Found, unit: string): (Found & { members: string }) | undefined {
  const style = STYLES.find(({ decimal, group }) => readDecimal(found.text, { decimal, group, unit }));
  if (style !== undefined) return { ...found, members: style.members };
  const sign = /\p{Sc}/u.exec(found.text)?.[0];
  if (sign === undefined || unit !== "") return undefined;
  const signed = { unit: sign };
  if (readDecimal(found.text, { decimal: ".", group: "", ...signed }))
    return { ...found, members: `"unit": "${sign}"` };
  const grouped = STYLES.find(({ decimal, group }) => readDecimal(found.text, { decimal, group, ...signed }));
  return grouped && { ...found, members: `"unit": "${sign}", ${grouped.members}` };
}
