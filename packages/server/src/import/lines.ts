import { ROW_LIMIT, type RawRow } from "./raw-row.ts";

const NEWLINE = 0x0a;

/**
 * The lines of an NDJSON body, numbered as an editor would. Holds one line at most, and of a line over ROW_LIMIT
 * only that it was there, so that memory stays the same however long lines and body are. The last line needs no
 * newline; empty lines count but give no row.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawRow, void, undefined> {
  let row = 1;
  let pieces: Buffer[] = [];
  let length = 0;
  const take = (piece: Buffer): void => {
    length += piece.length;
    if (length <= ROW_LIMIT) pieces.push(piece);
    else pieces = [];
  };
  const finish = (): RawRow | undefined => {
    const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const line: RawRow = length > ROW_LIMIT ? { row, tooLong: true } : { row, bytes };
    const empty = "bytes" in line && isBlank(line.bytes);
    row += 1;
    pieces = [];
    length = 0;
    return empty ? undefined : line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      start = end + 1;
      const line = finish();
      if (line !== undefined) yield line;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  const last = finish();
  if (last !== undefined) yield last;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
