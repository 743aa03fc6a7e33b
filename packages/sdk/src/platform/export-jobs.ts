import type { Endpoint } from "../http/endpoint.ts";
import { idempotentPost } from "../http/idempotent-post.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { ExportJob } from "../types/export-jobs.ts";
import type { PreflightExportJob, PreflightResult } from "../types/platform/readiness.ts";
import type { RetryExportJob } from "../types/platform/export-jobs.ts";
import type { HistoryRecord, ListAllHistory, ListHistory } from "../types/platform/history.ts";

/** What the platform can do with export jobs besides the Export API. */
export class PlatformExportJobs {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Cancels an unfinished job: it becomes failed with `canceled_by_user`, its unfinished items abandoned. */
  cancel(jobId: string, call?: CallOptions): Promise<void> {
    return this.#endpoint.done(
      {
        ...idempotentPost(`platform/v1/export-jobs/${segment(jobId)}:cancel`),
        query: this.#endpoint.company(),
      },
      call,
    );
  }

  /**
   * Makes a new job of what a finished one did not export, or of what failed in it for one cause.
   * @throws NothingToRetryError when no such entry is left to be exported.
   */
  retry(jobId: string, input: RetryExportJob = {}, call?: CallOptions): Promise<ExportJob> {
    return this.#endpoint.data(
      {
        ...idempotentPost(`platform/v1/export-jobs/${segment(jobId)}:retry`, input),
        query: this.#endpoint.company(),
      },
      call,
    );
  }

  /** Says what would fail if the entries were exported now; changes nothing. */
  preflight(companyId: string, input: PreflightExportJob, call?: CallOptions): Promise<PreflightResult> {
    return this.#endpoint.data(
      idempotentPost(`platform/v1/companies/${segment(companyId)}/export-jobs:preflight`, input),
      call,
    );
  }

  /** A page of what happened to a job, its items and its entries. */
  history(jobId: string, input: ListHistory = {}, call?: CallOptions): Promise<Page<HistoryRecord>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `platform/v1/export-jobs/${segment(jobId)}/history`,
        query: { ...this.#endpoint.company(), ...pagingQuery(input) },
      },
      call,
    );
  }

  /** Everything that happened to a job, its items and its entries. */
  historyAll(
    jobId: string,
    input: ListAllHistory = {},
    call?: CallOptions,
  ): AsyncGenerator<HistoryRecord, void, undefined> {
    return allPages(input, (next) => this.history(jobId, { ...input, ...next }, call));
  }
}
