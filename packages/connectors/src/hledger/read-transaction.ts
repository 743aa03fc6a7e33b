import { nodesOf, invoiceNode, entryNode, roleOf } from "../ledger/nodes.ts";
import type { Recorded, Settlement } from "../ledger/recorded.ts";
import { type PostingText, readAmount, readPosting, readTag } from "./syntax.ts";
import { ENTRY_TAG } from "./transaction.ts";

/** The tag of a transaction that takes an entry's posting back: the entry's id. */
export const REVERSAL_TAG = "reverses";
/** The tag of an exchange difference: the id of the entry that it was found with. */
export const DIFFERENCE_TAG = "difference-of";

/** Accounts that are settled stand below these. */
const SETTLED = { payable: "liabilities:payable", employees: "liabilities:employees" } as const;

/** A posting, and what its tags say of it. */
interface TaggedPosting extends PostingText {
  original: { currency: string; amount: bigint } | undefined;
}

/** A transaction of a journal, by its lines; undefined for one that is not ours. */
export function recordedFrom(lines: readonly string[]): Recorded | undefined {
  const [head = ""] = lines;
  const tags = new Map<string, string[]>();
  const postings: TaggedPosting[] = [];
  for (const line of lines.slice(1)) {
    const tag = readTag(line);
    const last = postings.at(-1);
    if (tag === undefined) {
      const posting = readPosting(line);
      if (posting !== undefined) postings.push({ ...posting, original: undefined });
    } else if (last === undefined) {
      tags.set(tag.name, [...(tags.get(tag.name) ?? []), tag.value]);
    } else if (tag.name === "original") {
      last.original = readAmount(tag.value);
    }
  }
  const kinds = { entry: ENTRY_TAG, reversal: REVERSAL_TAG, difference: DIFFERENCE_TAG } as const;
  for (const kind of ["entry", "reversal", "difference"] as const) {
    const entryId = tags.get(kinds[kind])?.[0];
    if (entryId === undefined || !/^[0-9a-f-]{36}$/.test(entryId)) continue;
    return {
      kind,
      entryId,
      date: dateOf(head),
      text: lines.join("\n"),
      content: contentOf(lines),
      receipts: tags.get("receipt")?.length ?? 0,
      settlements: settlementsOf(kind, tags, postings),
    };
  }
  return undefined;
}

function dateOf(head: string): string {
  const [, year = "", month = "", day = ""] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(head) ?? [];
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** White space and the receipts' names aside. */
function contentOf(lines: readonly string[]): string {
  return lines
    .filter((line) => readTag(line)?.name !== "receipt")
    .map((line) => line.trim().replace(/\s+/gu, " "))
    .filter((line) => line !== "")
    .join("\n");
}

function settlementsOf(
  kind: Recorded["kind"],
  tags: ReadonlyMap<string, readonly string[]>,
  postings: readonly TaggedPosting[],
): Settlement[] {
  const tag = (name: string) => tags.get(name)?.[0] ?? "";
  const settles = tags.get("settles") ?? [];
  if (kind === "difference") {
    return postings
      .filter(({ account }) => Object.values(SETTLED).some((root) => account.startsWith(root)))
      .map((posting) => {
        const invoice = tag("invoice");
        const nodes =
          invoice === ""
            ? settles.map(entryNode)
            : [invoiceNode(posting.account, tag("invoice-of"), invoice)];
        return { ...settlementOf(posting), nodes, role: "difference", closes: false };
      });
  }
  const rule = roleOf(tag("type"));
  if (kind === "reversal" || rule === undefined) return [];
  const facts = {
    type: tag("type"),
    reconciliationId: tag("reconciliation-id"),
    invoiceOf: tag("invoice-of"),
    invoiceNumber: tag("invoice"),
    invoiceStatus: tag("invoice-status"),
    settles,
  };
  return postings
    .filter(({ account }) => account.startsWith(SETTLED[rule.group]))
    .map((posting) => ({
      ...settlementOf(posting),
      ...nodesOf(facts, posting.account),
      role: rule.role,
    }))
    .filter(({ nodes }) => nodes.length > 0);
}

function settlementOf({ account, currency, amount, original }: TaggedPosting) {
  return {
    account,
    currency,
    amount,
    supplierCurrency: original?.currency ?? currency,
    supplierAmount: original?.amount ?? amount,
  };
}
