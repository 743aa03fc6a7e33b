import type { CallOptions, Client, EntryImportError, EntryImportResult, EntryRow } from "@ledgerport/sdk";
import type { Mapping } from "../mapping/mapping.ts";
import { type FileRow, readEntryRows } from "./entry-rows.ts";
import type { Source } from "./source.ts";

/** What an import needs. */
export interface ImportInput {
  client: Client;
  companyId: string;
  source: Source;
  /** Absent: the source is NDJSON. */
  mapping: Mapping | undefined;
  /** Told how many bytes and rows have been read. */
  onProgress?: (bytes: number, rows: number) => void;
  call?: CallOptions;
}

/** As many errors as the server names (contract 6). */
const MOST_ERRORS = 1000;

/**
 * Sends a file's entry rows in one streamed request. Rows that can't be read or mapped are counted as failed like
 * those that the server refuses, and all are named by their number in the file. Throws UsageError when the file
 * breaks off; the rows before that stand, and importing the file again repeats nothing.
 */
export async function importEntries(input: ImportInput): Promise<EntryImportResult> {
  const { client, companyId, source, mapping } = input;
  let pass = newPass();
  const rows = () => {
    pass = newPass();
    return sentRows(input, mapping, pass);
  };
  const result = await client.platform.entries.import(
    companyId,
    source.repeatable ? rows : rows(),
    input.call,
  );
  const errors = result.errors.map((error) => ({ ...error, row: numberInFile(error.row, pass.unsent) }));
  return {
    ...result,
    failed: result.failed + pass.unsent.length,
    errors: [...errors, ...pass.faults].sort((one, other) => one.row - other.row).slice(0, MOST_ERRORS),
  };
}

/** One reading of the file. */
interface Pass {
  /** Numbers of the rows that were not sent, ascending. */
  unsent: number[];
  faults: EntryImportError[];
}

function newPass(): Pass {
  return { unsent: [], faults: [] };
}

async function* sentRows(
  { source, onProgress }: ImportInput,
  mapping: Mapping | undefined,
  pass: Pass,
): AsyncGenerator<EntryRow, void, undefined> {
  let bytes = 0;
  const count = (more: number) => {
    bytes += more;
  };
  for await (const row of readEntryRows(source.open(count), mapping)) {
    onProgress?.(bytes, row.number);
    if (row.fault === undefined) {
      // The server checks each row against the schema and names what is wrong; doing it here too would be a copy.
      yield row.row as unknown as EntryRow;
    } else {
      note(row, pass);
    }
  }
}

function note(
  { number, fault }: FileRow & { fault: Error & { column: string | undefined } },
  pass: Pass,
): void {
  pass.unsent.push(number);
  if (pass.faults.length >= MOST_ERRORS) return;
  const param = fault.column === undefined ? {} : { param: fault.column };
  pass.faults.push({ row: number, type: "UNREADABLE_ROW", message: fault.message, ...param });
}

/** The number in the file of the `sent`th row that was sent. */
function numberInFile(sent: number, unsent: readonly number[]): number {
  let number = sent;
  for (const gap of unsent) {
    if (gap > number) break;
    number += 1;
  }
  return number;
}
