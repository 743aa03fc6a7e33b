import { realpath } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { ExportItem } from "@ledgerport/sdk";
import { bookingOf } from "../booking/booking.ts";
import type { Creditors } from "../creditors/creditor.ts";
import { creditorsPath, readCreditors } from "../creditors/read-creditors.ts";
import { moneyOf } from "../money/amount.ts";
import type { FetchFile } from "../receipts/download.ts";
import { ReceiptDirectory } from "../receipts/receipt-directory.ts";
import type { ClaimStore, PostedReference, Target } from "../targets/target.ts";
import { TargetError, TargetUnavailable } from "../targets/target.ts";
import type { Disk } from "./disk.ts";
import { EntryFile, recordPath } from "./entry-file.ts";
import { fileFailure } from "./failures.ts";
import type { FileFormat } from "./file-format.ts";
import { GroupCommit } from "./group-commit.ts";
import { openWorkerRecord, type WorkerRecord } from "./worker-record.ts";

/** As many as a worker reports at once: they share one flush to the disk. */
const PARALLEL_POSTS = 100;

/** A target that is one file, in any format. The entry's id is its external id as well. */
export class FileTarget<State, Rendered> implements Target {
  readonly parallelPosts = PARALLEL_POSTS;
  readonly claims: ClaimStore;
  readonly #givenPath: string;
  readonly #disk: Disk;
  readonly #format: FileFormat<State, Rendered>;
  readonly #fetchFile: FetchFile | undefined;
  readonly #commits: GroupCommit<Rendered>;
  readonly #posting = new Map<string, Promise<PostedReference>>();
  #creditors: Creditors;
  #receipts: ReceiptDirectory | undefined;
  #record: WorkerRecord | undefined;
  #file: EntryFile<State, Rendered> | undefined;

  /**
   * Touches nothing yet: the file is opened, or created, by `check`. With `fetchFile` the entries' receipts are
   * downloaded by it and kept beside the file.
   */
  constructor(path: string, disk: Disk, format: FileFormat<State, Rendered>, fetchFile?: FetchFile) {
    this.#givenPath = resolve(path);
    this.#disk = disk;
    this.#format = format;
    this.#fetchFile = fetchFile;
    this.#commits = new GroupCommit((entries) => this.#opened().add(entries));
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
    this.#creditors = await readCreditors(creditorsPath(path));
    if (this.#file !== undefined && (await this.#file.isCurrent())) return;
    await this.#file?.close();
    this.#file = undefined;
    this.#file = await EntryFile.open(path, this.#disk, this.#format);
  }

  find(entryIds: readonly string[]): Promise<Map<string, PostedReference>> {
    const { entries } = this.#opened();
    const found = entryIds.flatMap((id) => {
      const reference = entries.get(id);
      return reference === undefined ? [] : [[id, reference] as const];
    });
    return Promise.resolve(new Map(found));
  }

  async post(item: ExportItem): Promise<PostedReference> {
    const id = item.accountingEntryId;
    const known = this.#opened().entries.get(id) ?? this.#posting.get(id);
    if (known !== undefined) return known;
    const posting = this.#add(item);
    this.#posting.set(id, posting);
    try {
      return await posting;
    } finally {
      this.#posting.delete(id);
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
    const booking = bookingOf(item, this.#creditors);
    // Before the entry itself, so that it never links what is not there.
    const receipts = (await this.#receipts?.keep(item)) ?? [];
    await this.#commits.add(this.#format.render(booking, receipts));
    const reference: PostedReference = {
      externalId: item.accountingEntryId,
      amount: moneyOf(booking.total.wallet, booking.walletCurrency),
    };
    this.#opened().entries.set(item.accountingEntryId, reference);
    return reference;
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

  #opened(): EntryFile<State, Rendered> {
    if (this.#file !== undefined) return this.#file;
    throw new TargetUnavailable("accounting_system_unreachable", "The target was not checked, or is closed.");
  }

  #locked(): ClaimStore {
    if (this.#record !== undefined) return this.#record.claims;
    throw new TargetUnavailable("accounting_system_unreachable", "The target was not checked, or is closed.");
  }
}
