import { UsageError } from "../exit-codes.ts";

/** Bytes, in any encoding. */
const LONGEST_CHARACTER = 4;

/**
 * The text of `bytes`, without a byte order mark. Throws UsageError, naming the line, at bytes that the encoding has
 * not: guessing would put wrong letters into the ledger.
 */
export async function* decode(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  let tail: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw notInEncoding(encoding, line + breaksBeforeFault(tail, chunk, encoding));
    }
    tail = Buffer.concat([tail, chunk]).subarray(-LONGEST_CHARACTER);
    line += breaks(text);
    yield text;
  }
  try {
    yield decoder.decode();
  } catch {
    throw notInEncoding(encoding, line);
  }
}

/** A byte order mark or NULs among the first bytes tell UTF-16. Throws UsageError when the encoding is another. */
export function refuseUtf16(beginning: Uint8Array, encoding: string): void {
  const { encoding: stated } = new TextDecoder(encoding);
  const [first, second] = beginning;
  const found =
    (first === 0xff && second === 0xfe) || (first !== 0 && second === 0)
      ? "utf-16le"
      : (first === 0xfe && second === 0xff) || (first === 0 && second !== 0)
        ? "utf-16be"
        : undefined;
  if (found === undefined || beginning.length < 2 || stated === found) return;
  throw new UsageError(
    `The file is ${found.toUpperCase()} text, not ${stated}: the mapping must say "csv": {"encoding": "${found}"}`,
  );
}

function notInEncoding(encoding: string, line: number): UsageError {
  const { encoding: stated } = new TextDecoder(encoding);
  const hint = stated === "utf-8" ? `; files that are not are often "csv": {"encoding": "windows-1252"}` : "";
  return new UsageError(`Line ${line} is not ${stated} text: the mapping can name another encoding${hint}`);
}

/** Line breaks in `chunk` before the first bytes that the encoding has not; a character may have begun in the `tail` of the chunk before. */
function breaksBeforeFault(tail: Uint8Array, chunk: Uint8Array, encoding: string): number {
  const lenient = new TextDecoder(encoding);
  lenient.decode(tail, { stream: true });
  const text = lenient.decode(chunk, { stream: true });
  const fault = text.indexOf("\uFFFD");
  return breaks(fault < 0 ? text : text.slice(0, fault));
}

function breaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
