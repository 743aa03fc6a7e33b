/** One record of a CSV file. */
export interface CsvRecord {
  /** Where it ends, in bytes, its line break included. */
  end: number;
  /** Its bytes, one character each (latin1), without the line feed. */
  text: string;
  /** False for a last record without a line feed outside of quotes. */
  ended: boolean;
}

const LINE_FEED = 10;
const QUOTE = 34;

/** The records of a CSV file that arrives in chunks. Line breaks within quotes belong to their record. */
export async function* recordsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRecord, void, undefined> {
  let start = 0;
  let begun = "";
  let inQuotes = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      if (chunk[at] === QUOTE) inQuotes = !inQuotes;
      if (chunk[at] !== LINE_FEED || inQuotes) continue;
      const text = begun + chunk.toString("latin1", from, at);
      const end = start + text.length + 1;
      yield { end, text, ended: true };
      start = end;
      begun = "";
      from = at + 1;
    }
    begun += chunk.toString("latin1", from);
  }
  if (begun !== "") yield { end: start + begun.length, text: begun, ended: false };
}

/** The first `count` cells of a record, as long as they are not quoted; undefined when one is, or there are fewer. */
export function plainCells(text: string, count: number): string[] | undefined {
  const cells = text.split(",", count);
  return cells.length < count || cells.some((cell) => cell.includes('"')) ? undefined : cells;
}
