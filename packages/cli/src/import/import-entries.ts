import type {
  CallOptions,
  Client,
  EntryImportError,
  EntryImportResult,
  EntryImportWarning,
  EntryRow,
} from "@ledgerport/sdk";
import { UsageError } from "../exit-codes.ts";
import type { RowFault } from "../mapping/fault.ts";
import { type EntryFile, readEntryRows } from "./entry-rows.ts";

/** What an import needs. */
export interface ImportInput {
  client: Client;
  companyId: string;
  file: EntryFile;
  /** Told how many bytes and rows have been read. */
  onProgress?: (bytes: number, rows: number) => void;
  call?: CallOptions;
}

/** What came of an import; `row` of an error or a warning is the line of the file. */
export interface ImportOutcome {
  result: EntryImportResult;
  /** Why the file could not be read to its end. */
  broken: UsageError | undefined;
}

/** As many errors as the server names (contract 6). */
const MOST_ERRORS = 1000;

/**
 * Sends a file's entry rows in one streamed request. Rows that can't be read or mapped are counted as failed like
 * those that the server refuses, and all are named by their line in the file. Of a file that breaks off the rows
 * before that go in.
 */
export async function importEntries({
  client,
  companyId,
  file,
  onProgress,
  call,
}: ImportInput): Promise<ImportOutcome> {
  let pass = new Pass();
  const rows = () => {
    pass = new Pass();
    return sentRows(file, pass, onProgress);
  };
  const result = await client.platform.entries.import(
    companyId,
    file.source.repeatable ? rows : rows(),
    call,
  );
  return { result: pass.inFile(result), broken: pass.broken };
}

async function* sentRows(
  file: EntryFile,
  pass: Pass,
  onProgress: ImportInput["onProgress"],
): AsyncGenerator<EntryRow, void, undefined> {
  let bytes = 0;
  let count = 0;
  const onRead = (more: number) => {
    bytes += more;
    onProgress?.(bytes, count);
  };
  const onRow = () => {
    count += 1;
    onProgress?.(bytes, count);
  };
  try {
    for await (const read of readEntryRows(file, onRead, onRow)) {
      if (read.fault === undefined) {
        pass.sent(read.line, read.lines);
        // The server checks each row against the schema and names what is wrong; doing it here too would be a copy.
        yield read.row as unknown as EntryRow;
      } else pass.failed(read.line, read.fault);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    pass.broken = error;
  }
}

function byLine(one: { row: number }, other: { row: number }): number {
  return one.row - other.row;
}

/** What the server says of a row and an earlier one, which its message names by the number that it was sent with. */
const OF_TWO_ROWS = new Set<string>(["DUPLICATE_EXTERNAL_REF", "REPEATED_ROW"]);

/** One reading of the file: where its rows stand, and what became of those that were not sent. */
class Pass {
  broken: UsageError | undefined;
  /** Of each row that was sent, its line. */
  readonly #lines: number[] = [];
  /** Of a row that was sent and made of several, where its lines stand. */
  readonly #parts = new Map<number, number[]>();
  readonly #faults: EntryImportError[] = [];
  #failed = 0;

  sent(line: number, parts: number[] | undefined): void {
    if (parts !== undefined && parts.length > 1) this.#parts.set(this.#lines.length, parts);
    this.#lines.push(line);
  }

  failed(line: number, { message, column }: RowFault): void {
    this.#failed += 1;
    if (this.#faults.length >= MOST_ERRORS) return;
    const param = column === undefined ? {} : { param: column };
    this.#faults.push({ row: line, type: "UNREADABLE_ROW", message, ...param });
  }

  /** The server's answer with the file's lines, and with the rows that the server never saw. */
  inFile(result: EntryImportResult): EntryImportResult {
    const errors = result.errors.map((error) => this.#inFile(error));
    return {
      ...result,
      failed: result.failed + this.#failed,
      errors: [...errors, ...this.#faults].sort(byLine).slice(0, MOST_ERRORS),
      warnings: result.warnings.map((warning) => this.#inFile(warning)).sort(byLine),
    };
  }

  #inFile<Said extends EntryImportError | EntryImportWarning>(said: Said): Said {
    const sent = said.row - 1;
    const part = /^lines\[(\d+)\]/.exec(said.param ?? "")?.[1];
    const line = part === undefined ? undefined : this.#parts.get(sent)?.[Number(part)];
    const row = line ?? this.#lines[sent] ?? said.row;
    if (!OF_TWO_ROWS.has(said.type)) return { ...said, row };
    const message = said.message.replace(
      /\brow (\d+)/,
      (_, other: string) => `line ${this.#lines[Number(other) - 1] ?? other}`,
    );
    return { ...said, row, message };
  }
}
