/**
 * The ledger of the example: a file with one document a line. In its place comes your accounting system, which keeps a
 * document whole or not at all; this file would not be read any more after a crash in the middle of a line.
 */
import { open, readFile } from "node:fs/promises";
import type { Ledger, LedgerDocument } from "./integration.ts";

/** Opens the ledger in `path`, which need not be there yet. */
export function openFileLedger(path: string): Ledger {
  async function documents(): Promise<LedgerDocument[]> {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
      throw error;
    });
    return text.split("\n").filter(Boolean).map(readDocument);
  }
  return {
    async find(entryIds) {
      const wanted = new Set(entryIds);
      const found = (await documents()).filter(({ entryId }) => wanted.has(entryId));
      return new Map(found.map((document) => [document.entryId, document]));
    },
    async post(document) {
      const file = await open(path, "a");
      try {
        await file.write(`${JSON.stringify(document, (_, value: unknown) => plain(value))}\n`);
        // Reported is only what outlives a power failure.
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

const plain = (value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

function readDocument(line: string): LedgerDocument {
  const { postings, ...rest } = JSON.parse(line) as Omit<LedgerDocument, "postings"> & {
    postings: { account: string; amount: string }[];
  };
  return {
    ...rest,
    postings: postings.map(({ account, amount }) => ({ account, amount: BigInt(amount) })),
  };
}
