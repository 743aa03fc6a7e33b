import { realpath } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { ExportItem } from "@ledgerport/sdk";
import { type Booking, type BooksFacts, bookingOf } from "../booking/booking.ts";
import { ChartOfAccounts } from "../booking/chart.ts";
import { assertOpen, type CompanyBooks, openDay } from "../ledger/books.ts";
import type { Recorded } from "../ledger/recorded.ts";
import { creditorsPath, readCreditors } from "../creditors/read-creditors.ts";
import type { FetchFile } from "../receipts/download.ts";
import { ReceiptDirectory } from "../receipts/receipt-directory.ts";
import type { ClaimStore, PostedReference, Target } from "../targets/target.ts";
import { ItemFailure, TargetError, TargetUnavailable } from "../targets/target.ts";
import type { Disk } from "./disk.ts";
import { EntryFile, recordPath } from "./entry-file.ts";
import { fileFailure } from "./failures.ts";
import type { FileFormat } from "./file-format.ts";
import { GroupCommit } from "./group-commit.ts";
import { openWorkerRecord, type WorkerRecord } from "./worker-record.ts";

/** As many as a worker reports at once: they share one flush to the disk. */
const PARALLEL_POSTS = 100;

/** An entry that waits to be written, or to be found as it is to be written. */
interface Waiting {
  booking: Booking;
  receipts: readonly string[];
  /** Why it alone can't be written. */
  failure?: ItemFailure;
}

/** A target that is one file, in any format. The entry's id is its external id as well. */
export class FileTarget<State> implements Target {
  readonly parallelPosts = PARALLEL_POSTS;
  readonly claims: ClaimStore;
  readonly #givenPath: string;
  readonly #disk: Disk;
  readonly #format: FileFormat<State>;
  readonly #fetchFile: FetchFile | undefined;
  readonly #commits: GroupCommit<Waiting>;
  readonly #posting = new Map<string, Promise<PostedReference>>();
  #facts: BooksFacts = { chart: new ChartOfAccounts(undefined), creditors: undefined };
  #closedThrough: string | undefined;
  #receipts: ReceiptDirectory | undefined;
  #record: WorkerRecord | undefined;
  #file: EntryFile<State> | undefined;

  /**
   * Touches nothing yet: the file is opened, or created, by `check`. With `fetchFile` the entries' receipts are
   * downloaded by it and kept beside the file.
   */
  constructor(path: string, disk: Disk, format: FileFormat<State>, fetchFile?: FetchFile) {
    this.#givenPath = resolve(path);
    this.#disk = disk;
    this.#format = format;
    this.#fetchFile = fetchFile;
    this.#commits = new GroupCommit((group) => this.#write(group));
    this.claims = {
      has: async (jobId) => this.#locked().has(jobId),
      add: async (jobId) => this.#locked().add(jobId),
      remove: async (jobId) => this.#locked().remove(jobId),
    };
  }

  async check(): Promise<void> {
    await this.#commits.idle();
    const path = await this.#realPath();
    this.#record ??= openWorkerRecord(recordPath(path));
    if (this.#fetchFile !== undefined) {
      this.#receipts ??= new ReceiptDirectory(path, this.#disk, this.#fetchFile);
    }
    this.#facts = { ...this.#facts, creditors: await readCreditors(creditorsPath(path)) };
    if (this.#file !== undefined && (await this.#file.isCurrent())) return;
    await this.#file?.close();
    this.#file = undefined;
    this.#file = await EntryFile.open(path, this.#disk, this.#format);
  }

  prepare({ accounts, closedThrough }: CompanyBooks): Promise<void> {
    this.#facts = { ...this.#facts, chart: new ChartOfAccounts(accounts) };
    this.#closedThrough = closedThrough;
    return Promise.resolve();
  }

  find(items: readonly ExportItem[]): Promise<Map<string, PostedReference>> {
    const there = items
      .filter((item) => this.#isThere(item))
      .map(({ accountingEntryId }) => accountingEntryId);
    return Promise.resolve(new Map(there.map((id) => [id, { externalId: id }])));
  }

  async post(item: ExportItem): Promise<PostedReference> {
    const id = item.accountingEntryId;
    const before = this.#posting.get(id);
    const posting = before === undefined ? this.#add(item) : before.then(() => this.#add(item));
    this.#posting.set(id, posting);
    try {
      return await posting;
    } finally {
      if (this.#posting.get(id) === posting) this.#posting.delete(id);
    }
  }

  async close(): Promise<void> {
    await this.#commits.idle();
    await this.#file?.close();
    this.#record?.close();
    this.#file = undefined;
    this.#record = undefined;
  }

  async #add(item: ExportItem): Promise<PostedReference> {
    this.#opened();
    const waiting: Waiting = { booking: bookingOf(item, this.#facts), receipts: [] };
    if (!this.#isThere(item)) {
      // Before the entry itself, so that it never links what is not there.
      waiting.receipts = (await this.#receipts?.keep(item)) ?? [];
      await this.#commits.add(waiting);
      if (waiting.failure !== undefined) throw waiting.failure;
    }
    return { externalId: item.accountingEntryId };
  }

  /** Whether the entry's posting stands just as it would be written now, with nothing left to do about it. */
  #isThere(item: ExportItem): boolean {
    const { posted, state } = this.#opened().content;
    const standing = posted.standing(item.accountingEntryId);
    if (standing === undefined) return false;
    try {
      const { content } = this.#format.render(bookingOf(item, this.#facts), [], state);
      const receipts = this.#receipts === undefined ? 0 : (item.files?.length ?? 0);
      return (
        content === standing.content &&
        receipts === standing.receipts &&
        posted.differences(standing).length === 0
      );
    } catch (error) {
      if (error instanceof ItemFailure) return false;
      throw error;
    }
  }

  /** Writes entries together; what is known of the file is as it was before when that fails. */
  async #write(group: readonly Waiting[]): Promise<void> {
    const file = this.#opened();
    const forget: (() => void)[] = [];
    const transactions: Recorded[] = [];
    for (const waiting of group) {
      try {
        for (const next of this.#changesFor(waiting)) {
          forget.push(file.content.posted.take(next));
          transactions.push(next);
        }
      } catch (error) {
        if (!(error instanceof ItemFailure)) throw error;
        waiting.failure = error;
      }
    }
    if (transactions.length === 0) return;
    try {
      await file.add(transactions);
    } catch (error) {
      for (const undo of forget.toReversed()) undo();
      throw error;
    }
  }

  /** What is to be written for an entry, each to be taken note of before the next is asked for. */
  *#changesFor({ booking, receipts }: Waiting): Generator<Recorded, void, undefined> {
    const { posted, state } = this.#opened().content;
    const wanted = this.#format.render(booking, receipts, state);
    const standing = posted.standing(wanted.entryId);
    const same = standing?.content === wanted.content && standing.receipts === wanted.receipts;
    if (!same) {
      assertOpen(wanted.date, this.#closedThrough);
      if (standing !== undefined) {
        const date = openDay(this.#closedThrough, standing.date, wanted.date);
        yield this.#format.reversal(standing, date, state);
      }
      yield wanted;
    }
    const differences = posted.differences(standing, wanted);
    if (differences.length === 0) return;
    const { reconciliationId } = booking.item.additionalInformation;
    const date = openDay(this.#closedThrough, wanted.date);
    yield this.#format.difference(differences, { entryId: wanted.entryId, reconciliationId, date }, state);
  }

  /** One file has one lock, by whatever links it is reached. */
  async #realPath(): Promise<string> {
    try {
      await realpath(dirname(this.#givenPath));
      const exists = (await this.#disk.state(this.#givenPath)) !== undefined;
      return exists ? await realpath(this.#givenPath) : this.#givenPath;
    } catch (error) {
      const { type, reason } = fileFailure(this.#givenPath, error);
      throw new TargetError(type, reason, { cause: error });
    }
  }

  #opened(): EntryFile<State> {
    if (this.#file !== undefined) return this.#file;
    throw new TargetUnavailable("accounting_system_unreachable", "The target was not checked, or is closed.");
  }

  #locked(): ClaimStore {
    if (this.#record !== undefined) return this.#record.claims;
    throw new TargetUnavailable("accounting_system_unreachable", "The target was not checked, or is closed.");
  }
}
