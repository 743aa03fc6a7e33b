import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Entry } from "@ledgerport/sdk";
import type { DivisionCompany } from "./divisions.ts";

/** How many entries of a division get a receipt. */
const WITH_RECEIPT = 12;

/** Uploads a receipt to some of a division's entries, and gives the SHA-256 of each, in hexadecimal. */
export async function attachReceipts({ client, entries }: DivisionCompany): Promise<string[]> {
  return Promise.all(
    entries.slice(0, WITH_RECEIPT).map(async (entry) => {
      const bytes = Buffer.from(receiptOf(entry));
      await client.platform.entries.files.put(entry.id, "receipt.txt", bytes);
      return sha256(bytes);
    }),
  );
}

/** The city publishes no receipts, so these say what its file says of the purchase. */
function receiptOf({ supplier, date, amount, externalRef }: Entry): string {
  const { currency, value } = amount.inSupplierCurrency ?? amount.inWalletCurrency;
  return `${supplier?.name ?? ""}\n${date}\n${currency} ${(value / 100).toFixed(2)}\n${externalRef}\n`;
}

/** The SHA-256 of each file that the journal links as a receipt, in hexadecimal. Throws when one is not there. */
export async function linkedReceipts(journal: string): Promise<string[]> {
  const text = await readFile(journal, "utf8");
  const paths = [...text.matchAll(/^ +; receipt: (?<path>.+)$/gm)].map(
    (match) => match.groups?.["path"] ?? "",
  );
  return Promise.all(paths.map(async (path) => sha256(await readFile(join(dirname(journal), path)))));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
