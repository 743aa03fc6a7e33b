import type { ExportItem, ExportJobItemUpdate } from "@ledgerport/sdk";
import type { PostedReference, Target } from "../targets/target.ts";
import { ItemFailure, TargetError, TargetUnavailable } from "../targets/target.ts";

/** What became of one item, as it is to be reported. */
export interface ItemOutcome {
  kind: "posted" | "already_there" | "failed";
  update: ExportJobItemUpdate;
}

/** Hears of the items of a page. */
export interface OutcomeListener {
  /** Work on these entries begins. */
  begin(entryIds: readonly string[]): void;
  /** The outcome of one of them is certain. */
  add(outcome: ItemOutcome): void;
}

/** Why entries lack what they fail for, in the server's words, by entry id. */
export type Reasons = ReadonlyMap<string, string>;

const NO_REASONS: Reasons = new Map();

/**
 * Posts those of `items` that the target has not got yet, several at once as far as it allows, and tells each outcome
 * as soon as it is certain. Returns the target's error when it stopped working; the items without an outcome were
 * then not posted. Otherwise all have one.
 */
export async function postItems(
  target: Target,
  items: readonly ExportItem[],
  listener: OutcomeListener,
  reasons: Reasons = NO_REASONS,
): Promise<TargetError | undefined> {
  let broken: TargetError | undefined;
  listener.begin(items.map((item) => item.accountingEntryId));
  try {
    const found = await target.find(items);
    const missing = items.filter(({ accountingEntryId }) => {
      const reference = found.get(accountingEntryId);
      if (reference !== undefined) listener.add(successful("already_there", accountingEntryId, reference));
      return reference === undefined;
    });
    const queue = missing.values();
    const one = async () => {
      for (const item of queue) {
        if (broken !== undefined) return;
        try {
          listener.add(await postItem(target, item, reasons));
        } catch (error) {
          broken ??= asTargetError(error);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(target.parallelPosts, missing.length) }, one));
  } catch (error) {
    broken ??= asTargetError(error);
  }
  return broken;
}

async function postItem(target: Target, item: ExportItem, reasons: Reasons): Promise<ItemOutcome> {
  const { accountingEntryId } = item;
  try {
    return successful("posted", accountingEntryId, await target.post(item));
  } catch (error) {
    if (error instanceof TargetError) throw error;
    if (error instanceof ItemFailure) return failed(item, inTheServersWords(error, item, reasons));
    // Nobody knows whether it was posted: look.
    const reference = (await target.find([item])).get(accountingEntryId);
    if (reference !== undefined) return successful("posted", accountingEntryId, reference);
    return failed(item, new ItemFailure("unexpected_failure", wordsOf(error)));
  }
}

/** A line's account that the server does not know is no part of the item: only the server can name it. */
function inTheServersWords(
  failure: ItemFailure,
  { accountingEntryId }: ExportItem,
  reasons: Reasons,
): ItemFailure {
  const reason = reasons.get(accountingEntryId);
  return failure.failureReasonType === "account_unknown" && reason !== undefined
    ? new ItemFailure("account_unknown", reason, { cause: failure })
    : failure;
}

function successful(
  kind: "posted" | "already_there",
  accountingEntryId: string,
  { externalId, externalUrl }: PostedReference,
): ItemOutcome {
  const update: ExportJobItemUpdate = { accountingEntryId, status: "successful", externalId };
  return { kind, update: externalUrl === undefined ? update : { ...update, externalUrl } };
}

function failed({ accountingEntryId }: ExportItem, failure: ItemFailure): ItemOutcome {
  const { failureReasonType, message } = failure;
  return {
    kind: "failed",
    update: { accountingEntryId, status: "failed", failureReasonType, failureReason: message },
  };
}

function asTargetError(error: unknown): TargetError {
  if (error instanceof TargetError) return error;
  return new TargetUnavailable("integration_unusable", wordsOf(error), { cause: error });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
