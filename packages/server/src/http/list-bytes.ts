const START = '{"data":[';
const MIDDLE = '],"pagination":';
const COMMA = 0x2c;

/**
 * The body of a list whose rows are JSON text, as bytes: each row is written once to where it belongs. A page of 100
 * export items is too long for a string of its own to be cheap, and one would be made three times on the way out.
 */
export function listBytes(rows: readonly string[], pagination: string): Buffer {
  const commas = Math.max(0, rows.length - 1);
  let length = START.length + commas + MIDDLE.length + Buffer.byteLength(pagination) + 1;
  for (const row of rows) length += Buffer.byteLength(row);
  const bytes = Buffer.allocUnsafe(length);
  let at = bytes.write(START);
  for (const [index, row] of rows.entries()) {
    if (index > 0) at = bytes.writeUInt8(COMMA, at);
    at += bytes.write(row, at);
  }
  at += bytes.write(MIDDLE, at);
  bytes.write(`${pagination}}`, at);
  return bytes;
}
