import type { ExportItem, ExportJobItemUpdate } from "@ledgerport/sdk";
import { amountOf } from "../money/amount.ts";
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

/**
 * Posts those of `items` that the target has not got yet, several at once as far as it allows, and tells each outcome
 * as soon as it is certain. Returns the target's error when it stopped working; the items without an outcome were
 * then not posted. Otherwise all have one.
 */
export async function postItems(
  target: Target,
  items: readonly ExportItem[],
  listener: OutcomeListener,
): Promise<TargetError | undefined> {
  let broken: TargetError | undefined;
  listener.begin(items.map((item) => item.accountingEntryId));
  try {
    const found = await target.find(items.map((item) => item.accountingEntryId));
    const missing = items.filter((item) => {
      const reference = found.get(item.accountingEntryId);
      if (reference !== undefined) listener.add(alreadyThere(item, reference));
      return reference === undefined;
    });
    const queue = missing.values();
    const one = async () => {
      for (const item of queue) {
        if (broken !== undefined) return;
        try {
          listener.add(await postItem(target, item));
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

async function postItem(target: Target, item: ExportItem): Promise<ItemOutcome> {
  const { accountingEntryId } = item;
  try {
    return successful("posted", accountingEntryId, await target.post(item));
  } catch (error) {
    if (error instanceof TargetError) throw error;
    if (error instanceof ItemFailure) return failed(item, error);
    // Nobody knows whether it was posted: look.
    const reference = (await target.find([accountingEntryId])).get(accountingEntryId);
    if (reference !== undefined) return successful("posted", accountingEntryId, reference);
    return failed(item, new ItemFailure("unexpected_failure", wordsOf(error)));
  }
}

/** An item that was posted before is never posted again; but when its amount has changed since, it is not the same. */
function alreadyThere(item: ExportItem, reference: PostedReference): ItemOutcome {
  const asked = item.amount.inWalletCurrency;
  const there = reference.amount;
  if (there !== undefined && (there.currency !== asked.currency || amountOf(there) !== amountOf(asked))) {
    const reason =
      `The accounting system has this entry already (${reference.externalId}) with another amount: ` +
      `${there.currency} ${there.value / 100}. Correct or remove it there, then export the entry again.`;
    return failed(item, new ItemFailure("accounting_system_validation_failure", reason));
  }
  return successful("already_there", item.accountingEntryId, reference);
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
