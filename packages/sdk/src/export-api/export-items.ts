import type { Endpoint } from "../http/endpoint.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { ListAllExportItems, ListExportItems } from "../types/export-items.ts";
import type { ExportApiTypes, ExportApiVersion } from "../types/export-versions.ts";

/** Accounting entries made exportable. */
export class ExportItems<V extends ExportApiVersion> {
  readonly #endpoint: Endpoint;
  readonly #version: V;

  constructor(endpoint: Endpoint, version: V) {
    this.#endpoint = endpoint;
    this.#version = version;
  }

  /** A page of a job's export items; without a job those of the company's running one, none when there is none. */
  list(input: ListExportItems = {}, call?: CallOptions): Promise<Page<ExportApiTypes[V]["exportItem"]>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `${this.#version}/export-items`,
        query: {
          ...this.#endpoint.company(),
          job_id: input.jobId,
          ...pagingQuery(input),
        },
      },
      call,
    );
  }

  /** All export items of a job (or of the company's running one). */
  listAll(
    input: ListAllExportItems = {},
    call?: CallOptions,
  ): AsyncGenerator<ExportApiTypes[V]["exportItem"], void, undefined> {
    return allPages(input, (next) => this.list({ ...input, ...next }, call));
  }
}
