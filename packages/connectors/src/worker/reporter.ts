import type { Clock, ExportJob, ExportJobItemUpdate } from "@ledgerport/sdk";
import type { ItemOutcome, OutcomeListener } from "./post-items.ts";
import { type Run, step } from "./run-state.ts";

/**
 * Tells the server what became of the items, in batches, one request at a time, while posting goes on. Never lets a
 * job be silent for longer than a third of its time to live: with nothing to tell, it says of an item that it is in
 * progress.
 */
export class Reporter implements OutcomeListener {
  readonly #run: Run;
  readonly #job: ExportJob;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  readonly #counts: { successful: number; failed: number };
  #waiting: ExportJobItemUpdate[] = [];
  #sending: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;
  #lastSent: number;
  /** Entries that are being worked on. */
  readonly #open = new Set<string>();

  /** `successful`: items of the job that were successful before. */
  constructor(run: Run, job: ExportJob, clock: Clock, successful: number) {
    this.#run = run;
    this.#job = job;
    this.#clock = clock;
    this.#counts = { successful, failed: 0 };
    this.#lastSent = clock.now().getTime();
    void this.#keepAlive();
  }

  /** Items that the server knows to be successful. */
  get successful(): number {
    return this.#counts.successful;
  }

  begin(entryIds: readonly string[]): void {
    for (const id of entryIds) this.#open.add(id);
  }

  /** Takes an outcome; it is sent when there are enough. */
  add(outcome: ItemOutcome): void {
    const { update, kind } = outcome;
    const { totals } = this.#run;
    if (kind === "posted") totals.posted += 1;
    if (kind === "already_there") totals.alreadyThere += 1;
    if (kind === "failed") {
      const { accountingEntryId, failureReasonType = "unexpected_failure", failureReason = "" } = update;
      totals.failed.push({ accountingEntryId, failureReasonType, failureReason });
    }
    totals.unreported += 1;
    this.#open.delete(update.accountingEntryId);
    this.#waiting.push(update);
    if (this.#waiting.length >= this.#run.batchSize) this.#send();
  }

  /** Resolves when the server has kept up; rejects with what a report failed with. */
  async room(): Promise<void> {
    while (this.#waiting.length >= this.#run.batchSize && this.#failure === undefined) await this.#sending;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Reports all that is left; rejects with what a report failed with. */
  async flush(): Promise<void> {
    while (this.#failure === undefined && (this.#waiting.length > 0 || this.#sending !== undefined)) {
      this.#send();
      await this.#sending;
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Ends the keeping alive, after the report that is on its way. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#sending;
  }

  /** Starts sending unless that is going on already. */
  #send(): void {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
  }

  async #sendAll(): Promise<void> {
    try {
      do {
        await this.#sendBatch(this.#waiting.splice(0, this.#run.batchSize));
      } while (this.#waiting.length >= this.#run.batchSize);
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  async #sendBatch(batch: readonly ExportJobItemUpdate[]): Promise<void> {
    if (batch.length === 0) return;
    await step(this.#run, "reporting");
    const { errors } = await this.#run.options.client.exportJobs.items.update(this.#job.id, batch);
    this.#lastSent = this.#clock.now().getTime();
    const refused = new Set(errors.map((error) => error.accountingEntryId));
    const taken = batch.filter((update) => !refused.has(update.accountingEntryId));
    for (const { status } of taken) {
      if (status === "successful") this.#counts.successful += 1;
      if (status === "failed") this.#counts.failed += 1;
    }
    this.#run.totals.unreported -= taken.length;
    this.#run.totals.refused.push(...errors);
    await step(this.#run, "reported");
    const { successful, failed } = this.#counts;
    this.#run.options.onProgress?.({ job: this.#job, reported: successful + failed, successful, failed });
  }

  async #keepAlive(): Promise<void> {
    const silence = (this.#job.expiresIn * 1000) / 3;
    const { signal } = this.#ended;
    for (;;) {
      const sentBefore = this.#lastSent;
      const wait = sentBefore + silence - this.#clock.now().getTime();
      try {
        // No longer than the silence, should the clock have been set back since.
        await this.#clock.sleep(Math.max(Math.min(wait, silence), 1000), signal);
      } catch {
        return;
      }
      if (this.#lastSent !== sentBefore || this.#failure !== undefined) continue;
      const [open] = this.#open;
      if (this.#waiting.length > 0) this.#send();
      else if (open !== undefined) this.#sending ??= this.#sayInProgress(open);
    }
  }

  async #sayInProgress(accountingEntryId: string): Promise<void> {
    try {
      const update = { accountingEntryId, status: "in_progress" } as const;
      await this.#run.options.client.exportJobs.items.update(this.#job.id, [update]);
      this.#lastSent = this.#clock.now().getTime();
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#sending = undefined;
    }
  }
}
