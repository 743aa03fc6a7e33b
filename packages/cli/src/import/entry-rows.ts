import { RowFault } from "../mapping/fault.ts";
import type { JsonObject } from "../mapping/json.ts";
import type { EntryMapping, Mapping } from "../mapping/mapping.ts";
import { readTable, type TableRow } from "../tables/read-table.ts";
import { combined } from "./combine.ts";
import { readNdjson } from "./ndjson-rows.ts";
import type { Source } from "./source.ts";
import { refOf, type Surveyed } from "./survey-table.ts";

/** An entry row of the file, or why there is none. */
export type EntryRowRead =
  | {
      line: number;
      /** Of each of the entry's lines, where that is another row. */ lines?: number[];
      row: JsonObject;
      fault?: undefined;
    }
  | { line: number; row?: undefined; fault: RowFault };

/** Where entry rows come from: NDJSON as it is, any other file through a mapping and after a survey. */
export type EntryFile =
  | { source: Source; mapping?: undefined }
  | { source: Source; mapping: Mapping & { entry: EntryMapping }; surveyed: Surveyed };

/** Reads a file's entry rows; `onRead` is told of the bytes, `onRow` of each row that counts. */
export async function* readEntryRows(
  file: EntryFile,
  onRead: (bytes: number) => void,
  onRow: () => void,
): AsyncGenerator<EntryRowRead, void, undefined> {
  if (file.mapping === undefined) {
    for await (const row of readNdjson(file.source.open(onRead))) {
      onRow();
      yield row;
    }
    return;
  }
  const { source, mapping, surveyed } = file;
  const open = new OpenEntries(mapping.entry, surveyed);
  for await (const row of readTable(source, mapping, { onRead })) {
    onRow();
    const entry = mapping.entry.combine ? open.add(row) : mapped(row, mapping.entry);
    if (entry !== undefined) yield entry;
  }
}

function mapped({ row, fault }: TableRow, entry: EntryMapping): EntryRowRead {
  const { line } = row;
  try {
    if (fault !== undefined) throw fault;
    return { line, row: entry.read(row) };
  } catch (error) {
    if (error instanceof RowFault) return { line, fault: error };
    throw error;
  }
}

/** Entries of which rows are still to come. */
class OpenEntries {
  readonly #entry: EntryMapping;
  readonly #left: Map<string, number>;
  readonly #open = new Map<string, EntryRowRead[]>();

  constructor(entry: EntryMapping, { rowsOf }: Surveyed) {
    this.#entry = entry;
    this.#left = new Map(rowsOf);
  }

  /** The entry that this row completes; undefined while there are rows to come. */
  add(tableRow: TableRow): EntryRowRead | undefined {
    const read = mapped(tableRow, this.#entry);
    const ref = refOf(this.#entry, tableRow.row);
    if (ref === undefined) {
      return read.fault === undefined ? { line: read.line, fault: new RowFault("has no externalRef") } : read;
    }
    const left = (this.#left.get(ref) ?? 1) - 1;
    const rows = this.#open.get(ref) ?? [];
    rows.push(read);
    if (left > 0) {
      this.#left.set(ref, left);
      this.#open.set(ref, rows);
      return undefined;
    }
    this.#left.delete(ref);
    this.#open.delete(ref);
    return this.#whole(rows);
  }

  /** A row that can't be read makes its entry unreadable: half an invoice is none. */
  #whole(rows: readonly EntryRowRead[]): EntryRowRead {
    const faulty = rows.find(({ fault }) => fault !== undefined);
    if (faulty !== undefined) return faulty;
    const line = rows[0]?.line ?? 0;
    try {
      return { line, ...combined(rows, this.#entry.linesHaveAmounts) };
    } catch (error) {
      if (error instanceof RowFault) return { line, fault: error };
      throw error;
    }
  }
}
