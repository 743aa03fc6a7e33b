import { UsageError } from "../exit-codes.ts";
import { RowFault } from "../mapping/fault.ts";
import { plainText } from "../mapping/json.ts";
import type { EntryMapping } from "../mapping/mapping.ts";
import type { TableMapping } from "../mapping/mapping-file.ts";
import { readTable } from "../tables/read-table.ts";
import type { Row } from "../tables/row.ts";
import type { Source } from "./source.ts";

/** What is known of a file after it has been read once. */
export interface Surveyed {
  /** Rows that count. */
  rows: number;
  /** Rows that the mapping's `rows.where` leaves out. */
  leftOut: number;
  /** How many rows have an externalRef, when these are combined. */
  rowsOf: Map<string, number>;
}

/**
 * Reads the whole file before anything of it is sent, so that one that breaks off, or of which a column can't be read
 * as the mapping says, changes nothing. Throws UsageError with all that is wrong with it.
 */
export async function surveyTable(
  source: Source,
  mapping: TableMapping,
  entry: EntryMapping | undefined,
): Promise<Surveyed> {
  const surveys = mapping.scope.surveys.map((begin) => begin());
  const found: Surveyed = { rows: 0, leftOut: 0, rowsOf: new Map() };
  const watch = { onLeftOut: () => (found.leftOut += 1) };
  for await (const { row, fault } of readTable(source, mapping, watch)) {
    found.rows += 1;
    if (fault === undefined) for (const survey of surveys) survey.look(row);
    const ref = entry?.combine === true ? refOf(entry, row) : undefined;
    if (ref !== undefined) found.rowsOf.set(ref, (found.rowsOf.get(ref) ?? 0) + 1);
  }
  const refusals = surveys.map((survey) => survey.refusal()).filter((refusal) => refusal !== undefined);
  if (refusals.length > 0) throw new UsageError([...new Set(refusals)].join("\n"));
  return found;
}

/** The externalRef of a row as text; undefined when it has none that can be read. */
export function refOf({ externalRef }: EntryMapping, row: Row): string | undefined {
  try {
    const ref = externalRef(row);
    return ref === undefined ? undefined : plainText(ref);
  } catch (error) {
    if (error instanceof RowFault) return undefined;
    throw error;
  }
}
