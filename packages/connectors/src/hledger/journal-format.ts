import type { FileFormat } from "../files/file-format.ts";
import { declare, type Declared, directives, nothingDeclared } from "./declarations.ts";
import { BATCH_END, BATCH_START } from "./batch-reader.ts";
import { readJournal } from "./read-journal.ts";
import { type Transaction, transactionOf } from "./transaction.ts";

const HEADER = [
  "; Written by Ledgerport: one transaction for each accounting entry, found again by its tag entry-id.",
  '; Change and add what you like, but leave the lines that begin with "; ledgerport" and the tags as they are.',
  "",
];

/** A journal that hledger and ledger read. */
export const journalFormat: FileFormat<Declared, Transaction> = {
  read: readJournal,
  render: transactionOf,
  compose(transactions, content, isNew) {
    const uses = nothingDeclared();
    for (const transaction of transactions) declare(uses, transaction.uses);
    const declarations = directives(uses, content.state);
    const lines = [
      BATCH_START,
      ...(isNew ? HEADER : []),
      ...(declarations.length === 0 ? [] : [...declarations, ""]),
      ...transactions.flatMap(({ text }) => [text, ""]),
      BATCH_END,
      "",
    ];
    return lines.join("\n");
  },
  written(transactions, state) {
    for (const transaction of transactions) declare(state, transaction.uses);
  },
};
