import type { FileFormat } from "../files/file-format.ts";
import type { Recorded } from "../ledger/recorded.ts";
import { BATCH_END, BATCH_START } from "./batch-reader.ts";
import type { Declarations } from "./declarations.ts";
import { differenceText } from "./difference.ts";
import { readJournal } from "./read-journal.ts";
import { recordedFrom } from "./read-transaction.ts";
import { reversalText } from "./reversal.ts";
import { transactionText } from "./transaction.ts";

const HEADER = [
  "; Written by Ledgerport: one transaction for each accounting entry, found again by its tag entry-id.",
  '; Change and add what you like, but leave the lines that begin with "; ledgerport" and the tags as they are.',
  "",
];

/** A journal that hledger and ledger read. */
export const journalFormat: FileFormat<Declarations> = {
  read: readJournal,
  render: (booking, receipts, { names }) => recorded(transactionText(booking, receipts, names)),
  reversal: (posting, date) => recorded(reversalText(posting, date)),
  difference: (differences, facts, { names }) => recorded(differenceText(differences, facts, names)),
  compose(transactions, declarations, isNew) {
    const missing = declarations.missingFor(transactions.map(({ text }) => text));
    const lines = [
      BATCH_START,
      ...(isNew ? HEADER : []),
      ...(missing.length === 0 ? [] : [...missing, ""]),
      ...transactions.flatMap(({ text }) => [text, ""]),
      BATCH_END,
      "",
    ];
    return lines.join("\n");
  },
  written: (transactions, declarations) => declarations.declared(transactions.map(({ text }) => text)),
};

/** What is written is known by reading it, so that it is the same when it comes from the file. */
function recorded(text: string): Recorded {
  const read = recordedFrom(text.split("\n"));
  if (read === undefined) throw new Error("A transaction was written that can't be read.");
  return read;
}
