/** The characters with which a spreadsheet takes a cell for a formula, or, by stripping the first, might. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** Controls other than tab, line feed and carriage return; a NUL byte would pass for a torn file. */
// oxlint-disable-next-line no-control-regex -- these are the characters to find
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/**
 * A cell with text of people. Text that a spreadsheet would run as a formula gets a `'` in front, which
 * spreadsheets show as plain text.
 */
export function textCell(text: string | null | undefined): string {
  const clean = (text ?? "").toWellFormed().replace(CONTROLS, "\ufffd");
  return quoted(FORMULA.test(clean) ? `'${clean}` : clean);
}

/** A cell with an id, a date, a name of ours or a number: nothing to guard against, so negative numbers stay numbers. */
export function plainCell(value: string | number): string {
  return quoted(String(value));
}

/** Quotes where RFC 4180 asks for it, and around spaces at the ends, which some readers strip. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
