import { ItemFailure } from "../targets/target.ts";
import type { Recorded } from "../ledger/recorded.ts";
import { REVERSAL_TAG } from "./read-transaction.ts";
import { amountText, postingLine, readAmount, readPosting, readTag, tagLine } from "./syntax.ts";
import { ENTRY_TAG } from "./transaction.ts";

/** Tags of a posting that its reversal does not repeat: what they say is the posting's alone. */
const DROPPED = new Set(["receipt", "invoice-of", "invoice-status", "settles"]);

/**
 * The transaction that takes `posting` back as it stands in the journal, on `date`: every amount with the other sign.
 * Throws ItemFailure `accounting_system_validation_failure` for a line that was changed by hand into another form.
 */
export function reversalText({ text, entryId }: Recorded, date: string): string {
  const [head = "", ...lines] = text.split("\n");
  const [, code = "", description = ""] = /^\S+(?:\s+[*!])?(?:\s+(\([^)]*\)))?\s*(.*)$/u.exec(head) ?? [];
  return [
    `${date} ${code === "" ? "()" : code} Reversal | ${description}`.trimEnd(),
    ...lines.flatMap((line) => reversedLine(line, entryId)),
  ].join("\n");
}

function reversedLine(line: string, entryId: string): string[] {
  const tag = readTag(line);
  if (tag !== undefined) {
    if (tag.name === ENTRY_TAG) return tagLine(REVERSAL_TAG, entryId);
    if (DROPPED.has(tag.name)) return [];
    const amount = tag.name === "amount" || tag.name === "original" ? readAmount(tag.value) : undefined;
    return amount === undefined ? [line] : tagLine(tag.name, amountText(-amount.amount, amount.currency));
  }
  if (/^\s*(?:;.*)?$/.test(line)) return [line];
  const posting = readPosting(line);
  if (posting !== undefined) {
    const { account, currency, amount, rest } = posting;
    return [`${postingLine(account, amountText(-amount, currency))}${rest}`];
  }
  throw new ItemFailure(
    "accounting_system_validation_failure",
    `The accounting system has this entry already, and its posting was changed by hand: ${line.trim()}. ` +
      "Correct or remove it there, then export the entry again.",
  );
}
