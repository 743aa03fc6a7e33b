import type { Endpoint } from "../http/endpoint.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { jsonBody, segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { CreateExportJob, ExportJob, ListAllExportJobs, ListExportJobs } from "../types/export-jobs.ts";
import type { ExportApiVersion } from "../types/export-versions.ts";
import { findCreatedJob } from "./created-job.ts";
import type { ExportJobItems, ExportJobItemsV3 } from "./export-job-items.ts";

/** The items of jobs, by version: only v3 finds them without their job. */
export interface ExportJobItemsOf {
  v3: ExportJobItemsV3;
  v2: ExportJobItems<"v2">;
}

/** Export jobs. */
export class ExportJobs<V extends ExportApiVersion> {
  /** The items of jobs. */
  readonly items: ExportJobItemsOf[V];
  readonly #endpoint: Endpoint;
  readonly #version: V;

  constructor(endpoint: Endpoint, version: V, items: ExportJobItemsOf[V]) {
    this.#endpoint = endpoint;
    this.#version = version;
    this.items = items;
  }

  /** A page of a company's jobs, oldest first unless sorted otherwise. */
  list(input: ListExportJobs = {}, call?: CallOptions): Promise<Page<ExportJob>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `${this.#version}/export-jobs`,
        query: {
          ...this.#endpoint.company(),
          statuses: input.statuses,
          ...pagingQuery(input),
        },
      },
      call,
    );
  }

  /** All of a company's jobs. */
  listAll(input: ListAllExportJobs = {}, call?: CallOptions): AsyncGenerator<ExportJob, void, undefined> {
    return allPages(input, (next) => this.list({ ...input, ...next }, call));
  }

  /**
   * Creates a job for accounting entries, which are locked from then on. All or nothing.
   * After a lost connection the company's jobs are read back: the job is returned when it is there, else sent again.
   * @throws ExportAlreadyInProgressError when another job of the company is not finished.
   * @throws UnknownOutcomeError when the answer was lost and reading back failed.
   */
  create(input: CreateExportJob, call?: CallOptions): Promise<ExportJob> {
    return this.#endpoint.dataOnce<ExportJob>(
      {
        method: "POST",
        path: `${this.#version}/export-jobs`,
        body: jsonBody({ ...input, companyId: this.#endpoint.companyId }),
      },
      {
        doubtfulTypes: ["EXPORT_ALREADY_IN_PROGRESS"],
        settle: (since) => findCreatedJob(this, input, since, call),
      },
      call,
    );
  }

  /** One job. */
  get(jobId: string, call?: CallOptions): Promise<ExportJob> {
    return this.#endpoint.data(
      {
        method: "GET",
        path: `${this.#version}/export-jobs/${segment(jobId)}`,
        query: this.#endpoint.company(),
      },
      call,
    );
  }
}
