import type { Endpoint } from "../http/endpoint.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { jsonBody, segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type {
  ExportJobItem,
  ListAllExportJobItems,
  ListExportJobItems,
  SearchAllExportJobItems,
  SearchExportJobItems,
} from "../types/export-job-items.ts";
import type { ExportApiTypes, ExportApiVersion } from "../types/export-versions.ts";

/** The progress of single accounting entries in export jobs. */
export class ExportJobItems<V extends ExportApiVersion> {
  readonly #endpoint: Endpoint;
  readonly #version: V;

  constructor(endpoint: Endpoint, version: V) {
    this.#endpoint = endpoint;
    this.#version = version;
  }

  /** A page of a job's items, in the order of the job's request unless sorted otherwise. */
  list(
    jobId: string,
    input: ListExportJobItems = {},
    call?: CallOptions,
  ): Promise<Page<ExportApiTypes[V]["jobItem"]>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `${this.#version}/export-jobs/${segment(jobId)}/items`,
        query: { ...this.#endpoint.company(), status: input.status, ...pagingQuery(input) },
      },
      call,
    );
  }

  /** All items of a job. */
  listAll(
    jobId: string,
    input: ListAllExportJobItems = {},
    call?: CallOptions,
  ): AsyncGenerator<ExportApiTypes[V]["jobItem"], void, undefined> {
    return allPages(input, (next) => this.list(jobId, { ...input, ...next }, call));
  }

  /**
   * Reports the progress of up to 100 items. Elements that the server refuses are in `errors`; the others stand.
   * Sent again after a lost connection, since a repeated status is accepted.
   */
  update(
    jobId: string,
    updates: readonly ExportApiTypes[V]["jobItemUpdate"][],
    call?: CallOptions,
  ): Promise<ExportApiTypes[V]["jobItemUpdateResult"]> {
    return this.#endpoint.answer(
      {
        method: "PUT",
        path: `${this.#version}/export-jobs/${segment(jobId)}/items`,
        query: this.#endpoint.company(),
        body: jsonBody(updates),
      },
      call,
    );
  }
}

/** The progress of single accounting entries in v3, which finds them without knowing their job as well. */
export class ExportJobItemsV3 extends ExportJobItems<"v3"> {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    super(endpoint, "v3");
    this.#endpoint = endpoint;
  }

  /**
   * The newest item of an accounting entry, over all jobs.
   * @throws ExportEntryNotFoundError when it was never part of a job.
   */
  newest(accountingEntryId: string, call?: CallOptions): Promise<ExportJobItem> {
    return this.#endpoint.data(
      {
        method: "GET",
        path: "v3/export-job-items",
        query: {
          ...this.#endpoint.company(),
          accounting_entry_id: accountingEntryId,
        },
      },
      call,
    );
  }

  /** A page of the items of some accounting entries, over all jobs. */
  search(input: SearchExportJobItems, call?: CallOptions): Promise<Page<ExportJobItem>> {
    return this.#endpoint.page(
      {
        method: "POST",
        path: "v3/export-job-items:search",
        query: { ...this.#endpoint.company(), ...pagingQuery(input) },
        body: jsonBody({ accountingEntryIds: input.accountingEntryIds, status: input.status }),
      },
      call,
    );
  }

  /** All items of some accounting entries, over all jobs. */
  searchAll(
    input: SearchAllExportJobItems,
    call?: CallOptions,
  ): AsyncGenerator<ExportJobItem, void, undefined> {
    return allPages(input, (next) => this.search({ ...input, ...next }, call));
  }
}
