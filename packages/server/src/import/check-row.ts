import { isUtf8 } from "node:buffer";
import { type ErrorCode, EntryRow } from "@ledgerport/contract";
import type { EntryRow as Entry, RowError } from "@ledgerport/engine";
import { compileExact, firstFault } from "../validation/ajv.ts";
import { parseExactly } from "../validation/exact-json.ts";
import { lenientReader } from "../validation/lenient-reader.ts";
import { describeFault } from "../validation/fault.ts";
import { mayHoldUnstorableText, pathOfUnstorableText } from "../validation/text-check.ts";
import { ROW_LIMIT, type RawRow } from "./raw-row.ts";

/** A row that its schema finds no fault with, or why it was not taken. */
export type CheckedRow = { row: number; entry: Entry } | { error: RowError };

const validate = compileExact(EntryRow);

/** Null says in a row what it says in a patch: that there is no value any more. */
const read = lenientReader(EntryRow, Object.keys(EntryRow.properties));

/** Reads and checks one row of an import. */
export function checkRow(raw: RawRow): CheckedRow {
  const { row } = raw;
  if ("tooLong" in raw) return refusal(row, "PAYLOAD_TOO_LARGE", `The row is longer than ${ROW_LIMIT} bytes`);
  if (!isUtf8(raw.bytes)) return refusal(row, "BAD_REQUEST", "The row is not valid UTF-8");
  const text = raw.bytes.toString("utf8").replace(/^\uFEFF/, "");
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch (error) {
    return refusal(
      row,
      "BAD_REQUEST",
      `The row is not valid JSON: ${error instanceof Error ? error.message : ""}`,
    );
  }
  return checkValue(row, value, mayHoldUnstorableText(text));
}

/** Checks one row that was parsed already. `suspicious`: it may hold text that can't be stored. */
export function checkValue(row: number, value: unknown, suspicious: boolean): CheckedRow {
  const externalRef = externalRefOf(value);
  const unstorable = suspicious ? pathOfUnstorableText(value) : undefined;
  if (unstorable !== undefined) {
    const message = `${unstorable} holds a NUL character or half of a surrogate pair`;
    return refusal(row, "BAD_REQUEST", message, { param: unstorable });
  }
  read(value);
  if (isEntry(value)) return { row, entry: value };
  const error = firstFault(validate);
  if (error === undefined) return refusal(row, "BAD_REQUEST", "The row is not valid", { externalRef });
  const { type, message, param } = describeFault(error, "The row");
  return refusal(row, type, message, { externalRef, param });
}

function isEntry(value: unknown): value is Entry {
  return validate(value);
}

function externalRefOf(value: unknown): string | undefined {
  const given =
    typeof value === "object" && value !== null && "externalRef" in value ? value.externalRef : undefined;
  return typeof given === "string" ? given.slice(0, 200) : undefined;
}

function refusal(
  row: number,
  type: ErrorCode,
  message: string,
  extras: { externalRef?: string | undefined; param?: string | undefined } = {},
): CheckedRow {
  return {
    error: {
      row,
      ...(extras.externalRef === undefined ? {} : { externalRef: extras.externalRef }),
      type,
      message,
      ...(extras.param === undefined ? {} : { param: extras.param }),
    },
  };
}
