/** One line of a file. */
export interface Line {
  /** Where it starts, in bytes. */
  start: number;
  /** Its bytes, one character each (latin1), without the line feed. */
  text: string;
  /** False for a last line without a line feed. */
  ended: boolean;
}

const LINE_FEED = 10;

/** The lines of a file that arrives in chunks. Holds one chunk and one line at a time. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line, void, undefined> {
  let start = 0;
  let begun = "";
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      const text = begun + chunk.toString("latin1", from, end);
      yield { start, text, ended: true };
      start += text.length + 1;
      begun = "";
      from = end + 1;
    }
    begun += chunk.toString("latin1", from);
  }
  if (begun !== "") yield { start, text: begun, ended: false };
}
