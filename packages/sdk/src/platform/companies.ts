import type { Endpoint } from "../http/endpoint.ts";
import { idempotentPost } from "../http/idempotent-post.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { jsonBody, segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { HistoryRecord, ListAllCompanyHistory, ListCompanyHistory } from "../types/platform/history.ts";
import type { ReadinessSummary } from "../types/platform/readiness.ts";
import type {
  Company,
  CreateCompany,
  ListAllCompanies,
  ListCompanies,
  UpdateCompany,
} from "../types/platform/tenants.ts";

/** Companies: one ledger each. */
export class Companies {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Creates a company. */
  create(input: CreateCompany, call?: CallOptions): Promise<Company> {
    return this.#endpoint.data(idempotentPost("platform/v1/companies", input), call);
  }

  /** A page of the companies that the key may see. */
  list(input: ListCompanies = {}, call?: CallOptions): Promise<Page<Company>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: "platform/v1/companies",
        query: { organisation_id: input.organisationId, ...pagingQuery(input) },
      },
      call,
    );
  }

  /** All companies that the key may see. */
  listAll(input: ListAllCompanies = {}, call?: CallOptions): AsyncGenerator<Company, void, undefined> {
    return allPages(input, (next) => this.list({ ...input, ...next }, call));
  }

  /** One company. */
  get(id: string, call?: CallOptions): Promise<Company> {
    return this.#endpoint.data({ method: "GET", path: `platform/v1/companies/${segment(id)}` }, call);
  }

  /** Changes a company. */
  update(id: string, patch: UpdateCompany, call?: CallOptions): Promise<Company> {
    return this.#endpoint.data(
      {
        method: "PATCH",
        path: `platform/v1/companies/${segment(id)}`,
        body: jsonBody(patch),
      },
      call,
    );
  }

  /** What the company's queue lacks, by cause. */
  readiness(id: string, call?: CallOptions): Promise<ReadinessSummary> {
    return this.#endpoint.data(
      { method: "GET", path: `platform/v1/companies/${segment(id)}/readiness` },
      call,
    );
  }

  /** A page of everything that happened to the company's jobs, items and entries. */
  history(id: string, input: ListCompanyHistory = {}, call?: CallOptions): Promise<Page<HistoryRecord>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `platform/v1/companies/${segment(id)}/history`,
        query: { from: input.from, to: input.to, ...pagingQuery(input) },
      },
      call,
    );
  }

  /** Everything that happened to the company's jobs, items and entries. */
  historyAll(
    id: string,
    input: ListAllCompanyHistory = {},
    call?: CallOptions,
  ): AsyncGenerator<HistoryRecord, void, undefined> {
    return allPages(input, (next) => this.history(id, { ...input, ...next }, call));
  }
}
