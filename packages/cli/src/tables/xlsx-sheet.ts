import { UsageError } from "../exit-codes.ts";

/** As large as a sheet can be (ECMA-376, 18.3.1.4 and 18.3.1.73 as Excel keeps them): rows, and columns up to XFD. */
const ROWS = 1_048_576;
const COLUMNS = 16_384;
/** Places in the rectangle from A1 to the last row and column with a value, each of which takes memory. */
const MOST_PLACES = 30_000_000;

const CELL = /<((?:\w+:)?c)\b([^>]*?)(?:\/>|>(.*?)<\/\1>)/gs;
const ROW = /<((?:\w+:)?row)\b([^>]*?)(?:\/>|>(\s*)<\/\1>)/gs;
const ROW_NUMBER = /<(?:\w+:)?row\b[^>]*?\br="(\d+)"/g;

/**
 * The XML of a sheet without cells and rows that have but a format, with cells in error as the text that Excel shows,
 * e.g. `#REF!`, and a formula that was never calculated as {@link NOT_CALCULATED}: neither is a blank cell. Throws
 * UsageError when a place lies outside of what a sheet can have, or the rectangle that is used is larger than is read.
 */
export function checkedSheet(xml: string): string {
  let lastRow = 0;
  let lastColumn = 0;
  const withValues = xml.replaceAll(CELL, (cell, tag: string, attributes: string, content: string = "") => {
    const value = valueOf(tag, attributes, content);
    const [column, row] = placeOf(attributes);
    if (value === undefined) return "";
    lastRow = Math.max(lastRow, row);
    lastColumn = Math.max(lastColumn, column);
    return value === content && !isError(attributes)
      ? cell
      : `<${tag}${textual(attributes)}>${value}</${tag}>`;
  });
  const withoutBlanks = withValues.replaceAll(ROW, "");
  for (const [, row] of withoutBlanks.matchAll(ROW_NUMBER)) lastRow = Math.max(lastRow, Number(row));
  if (lastRow > ROWS || lastColumn > COLUMNS) {
    throw new UsageError(
      "The workbook (XLSX) is damaged: it has a cell outside of a sheet's rows and columns",
    );
  }
  if (lastRow * lastColumn > MOST_PLACES) {
    throw new UsageError(
      `The sheet uses ${lastRow} rows and ${lastColumn} columns, more than is read: delete those that are not needed, or save it as CSV`,
    );
  }
  return withoutBlanks;
}

/** What stands in place of a formula's value where the program that wrote the workbook calculated none. */
export const NOT_CALCULATED = "#not calculated";

/** What a cell's element has; undefined: no value. */
function valueOf(tag: string, attributes: string, content: string): string | undefined {
  const prefix = tag.slice(0, -1);
  const isText = content.includes(`<${prefix}is`);
  if (isText) return content;
  const value = new RegExp(`<${prefix}v[^>]*>([^<]*)<`).exec(content)?.[1] ?? "";
  if (isError(attributes)) return `<${prefix}v>${value || "#error"}</${prefix}v>`;
  if (value !== "") return content;
  const isFormula = content.includes(`<${prefix}f`);
  const isEmptyText = /\bt="str"/.test(attributes) && content.includes(`<${prefix}v`);
  return isFormula && !isEmptyText ? `<${prefix}v>${NOT_CALCULATED}</${prefix}v>` : undefined;
}

function isError(attributes: string): boolean {
  return /\bt="e"/.test(attributes);
}

function textual(attributes: string): string {
  return `${attributes.replace(/\s\bt="[^"]*"/, "")} t="str"`;
}

/** Column and row, from 1. Throws UsageError where the cell doesn't say, as few programs leave to be counted. */
function placeOf(attributes: string): [number, number] {
  const found = /\br="([A-Z]+)(\d+)"/.exec(attributes);
  if (found === null) {
    throw new UsageError(
      "The workbook (XLSX) has cells that don't say where they are: open it in a spreadsheet program and save it again",
    );
  }
  const [, letters = "", row = "0"] = found;
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return [column, Number(row)];
}
