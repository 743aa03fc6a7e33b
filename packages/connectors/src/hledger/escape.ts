/**
 * Names and texts as they may stand in a journal.
 *
 * White space of any kind becomes single spaces. What a journal would take for syntax, and what can't be seen, is
 * written as `%` and the hexadecimal of its UTF-8 bytes, as in web addresses; a `%` that could be mistaken for
 * such an escape is escaped itself. So two names that differ in more than white space never become one.
 */

/** Controls, format characters that hide or reorder text, private and unassigned code points. */
const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Co}\p{Cn}`;
const ESCAPE_LOOKALIKE = String.raw`%(?=[0-9A-Fa-f]{2})`;

const IN_ACCOUNT = new RegExp(String.raw`[;:${UNSEEN}]|${ESCAPE_LOOKALIKE}`, "gu");
const IN_CODE = new RegExp(String.raw`[;|:()\[\]{}${UNSEEN}]|${ESCAPE_LOOKALIKE}`, "gu");
const IN_DESCRIPTION = new RegExp(String.raw`[;|${UNSEEN}]|${ESCAPE_LOOKALIKE}`, "gu");
const IN_TAG_VALUE = new RegExp(String.raw`[;|,\[\]${UNSEEN}]|${ESCAPE_LOOKALIKE}`, "gu");
const IN_TAG_NAME = new RegExp(String.raw`[^\p{L}\p{N}._-]`, "gu");

/** One part of an account's name. A colon would begin a sub-account, and a semicolon a comment. */
export function accountPart(text: string): string {
  return escaped(text, IN_ACCOUNT);
}

/** As `accountPart`, in journals of earlier versions, which escaped brackets and bars as well. */
export function formerAccountPart(text: string): string {
  return escaped(text, IN_CODE);
}

/** A transaction's code, which stands in round brackets. */
export function codeText(text: string): string {
  return escaped(text, IN_CODE);
}

/** A payee or a note in a transaction's first line. */
export function descriptionText(text: string): string {
  return escaped(text, IN_DESCRIPTION);
}

/** A tag's value: a comma would end it, and square brackets could be taken for a date. */
export function tagValue(text: string): string {
  return escaped(text, IN_TAG_VALUE);
}

/** A tag's name, or a part of it. */
export function tagName(text: string): string {
  return escaped(text, IN_TAG_NAME);
}

function escaped(text: string, unsafe: RegExp): string {
  return text
    .toWellFormed()
    .replace(/[\s\u0085\u180e]+/gu, " ")
    .trim()
    .replace(unsafe, (character) =>
      [...Buffer.from(character)]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
        .join(""),
    );
}
