/**
 * An integration, to be copied and changed: takes a company's export jobs into a ledger, each entry once.
 *
 *   LEDGERPORT_KEY=... npx node packages/sdk/examples/integration.ts http://127.0.0.1:8484 books.jsonl
 */
import {
  type Client,
  type ExportItem,
  type ExportJob,
  type ExportJobItemUpdate,
  ExportJobStatusUnprocessableError,
  InvalidExportJobStatusChangeError,
  createClient,
} from "@ledgerport/sdk";
import { type Posting, Unbookable, postingsOf } from "./booking.ts";
import { openFileLedger } from "./file-ledger.ts";

/** One entry as the ledger keeps it; `entryId` goes in with it, in the same step, and is what it is found by. */
export interface LedgerDocument {
  entryId: string;
  number: string;
  /** `YYYY-MM-DD` */
  date: string;
  currency: string;
  postings: Posting[];
}

/** What an integration needs of an accounting system. Both reject when it can't be reached. */
export interface Ledger {
  /** The documents that it has of these entries, by the entry's id. */
  find(entryIds: readonly string[]): Promise<Map<string, LedgerDocument>>;
  /** Keeps a document for good. */
  post(document: LedgerDocument): Promise<void>;
}

/** Does all jobs that wait, and goes on with one that a run before this one left. One process for each company. */
export async function exportJobs(client: Client, ledger: Ledger): Promise<void> {
  for await (const job of client.exportJobs.listAll({ statuses: ["in_progress", "pending"] })) {
    if (job.status === "in_progress" || (await claim(client, job))) await exportJob(client, ledger, job);
  }
}

/** Only one worker gets a job; the others are told that it has begun. */
async function claim(client: Client, job: ExportJob): Promise<boolean> {
  try {
    await client.exportJobEvents.started(job.id);
    return true;
  } catch (error) {
    if (error instanceof InvalidExportJobStatusChangeError) return false;
    throw error;
  }
}

async function exportJob(client: Client, ledger: Ledger, job: ExportJob): Promise<void> {
  try {
    let batch: ExportItem[] = [];
    for await (const item of client.exportItems.listAll({ jobId: job.id })) {
      batch.push(item);
      if (batch.length === 100) {
        await exportBatch(client, ledger, job, batch);
        batch = [];
      }
    }
    if (batch.length > 0) await exportBatch(client, ledger, job, batch);
    // It becomes completed_with_errors by itself when an item has failed.
    await client.exportJobEvents.completed(job.id);
  } catch (error) {
    // Cancelled or expired meanwhile: what was posted is found by the next job that has it.
    if (error instanceof ExportJobStatusUnprocessableError) return;
    if (!(error instanceof LedgerAway)) throw error;
    await client.exportJobEvents.failed(job.id, {
      failureReasonType: "accounting_system_unreachable",
      failureReason: `${error.message} Export again when it is back.`,
    });
  }
}

/** The ledger can't be reached: no fault of an item, and no use in trying the next one. */
class LedgerAway extends Error {}

async function reach<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new LedgerAway(`The ledger can't be reached (${String(error)}).`, { cause: error });
  }
}

/** Posts up to 100 items, then reports them: first the ledger, then the word that it is there. */
async function exportBatch(
  client: Client,
  ledger: Ledger,
  job: ExportJob,
  items: readonly ExportItem[],
): Promise<void> {
  const there = await reach(ledger.find(items.map(({ accountingEntryId }) => accountingEntryId)));
  const updates: ExportJobItemUpdate[] = [];
  try {
    for (const item of items) updates.push(await exportItem(ledger, item, there.get(item.accountingEntryId)));
  } finally {
    // When the ledger goes away in the middle, what it has is reported all the same.
    if (updates.length > 0) await client.exportJobs.items.update(job.id, updates);
  }
}

async function exportItem(
  ledger: Ledger,
  item: ExportItem,
  before: LedgerDocument | undefined,
): Promise<ExportJobItemUpdate> {
  const { accountingEntryId } = item;
  try {
    const document = documentOf(item);
    if (before === undefined) await reach(ledger.post(document));
    else assertSame(before, document);
    return { accountingEntryId, status: "successful", externalId: document.number };
  } catch (error) {
    if (!(error instanceof Unbookable)) throw error;
    return {
      accountingEntryId,
      status: "failed",
      failureReasonType: error.type,
      failureReason: error.message,
    };
  }
}

function documentOf(item: ExportItem): LedgerDocument {
  return {
    entryId: item.accountingEntryId,
    number: item.additionalInformation.reconciliationId,
    date: item.date.slice(0, 10),
    currency: item.amount.inWalletCurrency.currency,
    postings: postingsOf(item),
  };
}

/** An entry that was reopened and changed must not be reported as successful while the ledger says something else. */
function assertSame(before: LedgerDocument, now: LedgerDocument): void {
  const words = ({ date, currency, postings }: LedgerDocument): string =>
    [date, currency, ...postings.map(({ account, amount }) => `${account} ${amount}`)].join(", ");
  if (words(before) === words(now)) return;
  throw new Unbookable(
    "accounting_system_validation_failure",
    `The ledger has document ${before.number} with ${words(before)}; the entry now says ${words(now)}. Correct the ledger.`,
  );
}

if (import.meta.main) {
  const [baseUrl = "http://127.0.0.1:8484", path = "books.jsonl"] = process.argv.slice(2);
  const apiKey = process.env["LEDGERPORT_KEY"];
  if (apiKey === undefined)
    throw new Error("LEDGERPORT_KEY is the integration's key (ledgerport keys create)");
  await exportJobs(createClient({ baseUrl, apiKey }), openFileLedger(path));
}
