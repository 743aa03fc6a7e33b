import type { FileContent } from "../files/file-format.ts";
import { linesOf } from "../files/lines.ts";
import { amountFromText, moneyOf } from "../money/amount.ts";
import type { PostedReference } from "../targets/target.ts";
import { BatchReader } from "./batch-reader.ts";
import { type Declared, nothingDeclared, readDirective } from "./declarations.ts";
import { AMOUNT_TAG, ENTRY_TAG } from "./transaction.ts";

const ENTRY = new RegExp(`^\\s+; *${ENTRY_TAG}: *([0-9a-f-]{36})\\s*$`);
const AMOUNT = new RegExp(`^\\s+; *${AMOUNT_TAG}: *([A-Z]{3}) (-?[\\d.]+)\\s*$`);

/**
 * Reads a journal: the entries by their tags, what it declares, and where its whole part ends (see BatchReader).
 * Throws TargetError when the file is damaged.
 */
export async function readJournal(
  chunks: AsyncIterable<Buffer>,
  path: string,
): Promise<FileContent<Declared>> {
  const entries = new Map<string, PostedReference>();
  const declared = nothingDeclared();
  let latest: string | undefined;
  const batches = new BatchReader(path, (line) => {
    if (!/^\s/.test(line)) latest = undefined;
    const id = ENTRY.exec(line)?.[1];
    if (id !== undefined) {
      entries.set(id, { externalId: id });
      latest = id;
    } else if (latest !== undefined) {
      readAmount(line, latest, entries);
    } else {
      readDirective(line, declared);
    }
  });
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number += 1;
    batches.take(line, number);
  }
  const { length, endsInLineBreak } = batches.finish();
  const missingLineBreak = endsInLineBreak ? "" : "\n";
  return { wholeLength: length, missingLineBreak, entries, state: declared };
}

function readAmount(line: string, entryId: string, entries: Map<string, PostedReference>): void {
  const [, currency = "", text = ""] = AMOUNT.exec(line) ?? [];
  const amount = amountFromText(text);
  if (amount !== undefined) entries.set(entryId, { externalId: entryId, amount: moneyOf(amount, currency) });
}
