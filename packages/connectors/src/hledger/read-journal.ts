import type { FileContent } from "../files/file-format.ts";
import { linesOf } from "../files/lines.ts";
import { PostedEntries } from "../ledger/posted-entries.ts";
import { BatchReader } from "./batch-reader.ts";
import { Declarations } from "./declarations.ts";
import { recordedFrom } from "./read-transaction.ts";

/**
 * Reads a journal: the transactions of ours by their tags, what it declares, and where its whole part ends (see
 * BatchReader). Throws TargetError when the file is damaged.
 */
export async function readJournal(
  chunks: AsyncIterable<Buffer>,
  path: string,
): Promise<FileContent<Declarations>> {
  const posted = new PostedEntries();
  const declarations = new Declarations();
  let begun: string[] = [];
  const finish = () => {
    const recorded = begun.length === 0 ? undefined : recordedFrom(begun);
    begun = [];
    if (recorded !== undefined) posted.take(recorded);
  };
  const batches = new BatchReader(path, (text) => {
    const line = text.replace(/\r$/, "");
    if (/^\s+\S/.test(line) && begun.length > 0) {
      begun.push(line);
      return;
    }
    finish();
    if (/^\d/.test(line)) begun.push(line);
    else declarations.read(line);
  });
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number += 1;
    batches.take(line, number);
  }
  const { length, endsInLineBreak } = batches.finish();
  finish();
  const missingLineBreak = endsInLineBreak ? "" : "\n";
  return { wholeLength: length, missingLineBreak, posted, state: declarations };
}
