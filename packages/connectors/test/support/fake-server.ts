import {
  type AccountRecord,
  type ExportItem,
  type ExportJob,
  type ExportJobFailure,
  type ExportJobItem,
  type ExportJobItemUpdate,
  ExportJobNotFoundError,
  ExportJobStatusUnprocessableError,
  InvalidExportJobStatusChangeError,
  type Page,
} from "@ledgerport/sdk";
import type { WorkerClient } from "../../src/index.ts";
import { entryId } from "./items.ts";

/** The calls of a worker. */
export type Call =
  "jobs" | "job" | "items" | "update" | "event" | "exportItems" | "company" | "accounts" | "preflight";

/** A server in memory with the states of contract 3.2 and 3.3, one company, and faults as a test wants them. */
export class FakeServer {
  readonly jobs: ExportJob[] = [];
  readonly items = new Map<string, ExportJobItem[]>();
  readonly updates: ExportJobItemUpdate[][] = [];
  /** Called before a call takes effect: throws for a call that never arrives. */
  before: (call: Call) => void | Promise<void> = () => undefined;
  /** Called after it: throws for a lost answer. */
  after: (call: Call) => void = () => undefined;
  /** What the company says of its accounts; by default all of the items' own, as expenses. */
  accounts: readonly AccountRecord[] | undefined;
  closedThrough: string | undefined;
  /** Unknown accounts by entry id, in readiness' words. */
  readonly unknownAccounts = new Map<string, string>();
  #entries: readonly ExportItem[] = [];

  /** A pending job of `entries`. */
  createJob(entries: readonly ExportItem[], changes: Partial<ExportJob> = {}): ExportJob {
    const id = entryId(0x70b000 + this.jobs.length);
    const job: ExportJob = {
      id,
      companyId: entryId(0xc0),
      status: "pending",
      createdAt: "2025-05-23T15:21:32Z",
      expiresIn: 3600,
      isInteractive: true,
      numberOfItems: entries.length,
      vendorBasedBookkeeping: false,
      createdBy: null,
      startedAt: null,
      completedAt: null,
      lastUpdatedAt: null,
      expiredAt: null,
      failureReason: null,
      failureReasonType: null,
      ...changes,
    };
    this.jobs.push(job);
    this.#entries = entries;
    this.items.set(
      id,
      entries.map(({ accountingEntryId }) => ({
        accountingEntryId,
        exportJobId: id,
        status: "pending",
        exportedAt: null,
        externalId: null,
        externalUrl: null,
        failureReason: null,
        failureReasonType: null,
      })),
    );
    return job;
  }

  /** Ends a job from outside, e.g. by expiry. */
  end(job: ExportJob, failure: ExportJobFailure): void {
    this.#finish(job, "failed", failure);
  }

  /** How many of a job's items have each status. */
  counts(job: ExportJob): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { status } of this.items.get(job.id) ?? []) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  readonly client: WorkerClient = {
    exportJobs: {
      list: (input) =>
        this.#call("jobs", () => {
          const statuses: readonly string[] | undefined = input?.statuses;
          return page(this.jobs.filter((job) => statuses?.includes(job.status) ?? true));
        }),
      get: (jobId) => this.#call("job", () => ({ ...this.#job(jobId) })),
      items: {
        list: (jobId, input) => this.#call("items", () => page(this.items.get(jobId) ?? [], input)),
        update: (jobId, updates) => this.#call("update", () => this.#update(this.#job(jobId), updates)),
      },
    },
    exportJobEvents: {
      started: (jobId) => this.#event(jobId, "started"),
      completed: (jobId) => this.#event(jobId, "completed"),
      completedWithErrors: (jobId) => this.#event(jobId, "completed_with_errors"),
      failed: (jobId, failure) => this.#event(jobId, "failed", failure),
    },
    exportItems: {
      list: (input) =>
        this.#call("exportItems", () => {
          this.#unfinished(this.#job(input?.jobId ?? ""));
          return page(this.#entries, input);
        }),
    },
    platform: {
      companies: {
        get: (id) =>
          this.#call("company", () => ({
            id,
            name: "Company",
            defaultCurrency: "EUR",
            bookkeepingMethod: "journal" as const,
            requiredForExport: [],
            createdAt: "2025-05-23T15:21:32Z",
            updatedAt: "2025-05-23T15:21:32Z",
            ...(this.closedThrough !== undefined && { booksClosedThrough: this.closedThrough }),
          })),
      },
      reference: { accounts: { listAll: () => this.#accounts() } },
      exportJobs: {
        preflight: (_companyId, { accountingEntryIds }) =>
          this.#call("preflight", () => {
            const failures = accountingEntryIds.flatMap((accountingEntryId) => {
              const message = this.unknownAccounts.get(accountingEntryId);
              const problem = { type: "account_unknown" as const, param: "lines.accountCode" };
              return message === undefined
                ? []
                : [{ accountingEntryId, problems: [{ ...problem, message }] }];
            });
            return { entries: accountingEntryIds.length, ready: 0, causes: [], failures };
          }),
      },
    },
  };

  async *#accounts(): AsyncGenerator<AccountRecord, void, undefined> {
    yield* await this.#call("accounts", () => this.accounts ?? expensesOf(this.#entries));
  }

  async #call<T>(call: Call, work: () => T): Promise<T> {
    await this.before(call);
    const result = work();
    this.after(call);
    return result;
  }

  #event(jobId: string, event: string, failure: ExportJobFailure = {}): Promise<undefined> {
    return this.#call("event", () => {
      const job = this.#job(jobId);
      const allowed =
        event === "started" ? job.status === "pending" : job.status === "in_progress" || event === "failed";
      if (!allowed || job.completedAt !== null) throw new InvalidExportJobStatusChangeError(answer(422));
      if (event === "started") {
        job.status = "in_progress";
        job.startedAt = "2025-05-23T15:21:32Z";
      } else {
        this.#finish(job, event, failure);
      }
      return undefined;
    });
  }

  #finish(job: ExportJob, event: string, failure: ExportJobFailure): void {
    const items = this.items.get(job.id) ?? [];
    for (const item of items) {
      if (item.status === "pending" || item.status === "in_progress") item.status = "abandoned";
    }
    const all = items.every((item) => item.status === "successful");
    job.status = event === "failed" ? "failed" : all ? "completed" : "completed_with_errors";
    job.completedAt = "2025-05-23T15:21:32Z";
    job.failureReason = failure.failureReason ?? null;
    job.failureReasonType = failure.failureReasonType ?? null;
  }

  #update(job: ExportJob, updates: readonly ExportJobItemUpdate[]) {
    this.#unfinished(job);
    if (updates.length > 100) throw new Error("More than 100 items in one update.");
    this.updates.push([...updates]);
    const items = this.items.get(job.id) ?? [];
    const data: ExportJobItem[] = [];
    const errors: { accountingEntryId: string; type: string; message: string }[] = [];
    for (const update of updates) {
      const { accountingEntryId } = update;
      const item = items.find((one) => one.accountingEntryId === accountingEntryId);
      if (item === undefined) {
        errors.push({ accountingEntryId, type: "ACCOUNTING_ENTRY_DOES_NOT_EXIST", message: "no such entry" });
      } else if (item.status === "successful" && update.status !== "successful") {
        errors.push({
          accountingEntryId,
          type: "EXPORT_ENTRY_STATUS_UPDATE_FAILED",
          message: "is successful",
        });
      } else {
        Object.assign(item, update);
        data.push(item);
      }
    }
    return { data, errors };
  }

  #unfinished(job: ExportJob): void {
    if (job.completedAt !== null) throw new ExportJobStatusUnprocessableError(answer(422));
  }

  #job(jobId: string): ExportJob {
    const job = this.jobs.find((one) => one.id === jobId);
    if (job === undefined) throw new ExportJobNotFoundError(answer(404));
    return job;
  }
}

function expensesOf(items: readonly ExportItem[]): AccountRecord[] {
  const accounts = items.flatMap((item) => item.accountingEntryLines.flatMap(({ account }) => account ?? []));
  return accounts.map(({ id, code, name }) => ({ id, code: code ?? id, name, kind: "expense" }));
}

function answer(status: number) {
  return { status, type: "AS_THE_TEST_WANTS", message: "as the test wants it" };
}

function page<Row>(
  rows: readonly Row[],
  { limit = 20, after = "0" }: { limit?: number; after?: string } = {},
): Page<Row> {
  const start = Number(after);
  const end = Math.min(start + limit, rows.length);
  return {
    data: rows.slice(start, end),
    pagination: {
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
      endCursor: String(end),
      currentRequestPagination: { parameters: {} },
    },
  };
}
