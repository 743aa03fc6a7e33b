import type { Endpoint } from "../http/endpoint.ts";
import { idempotentPost } from "../http/idempotent-post.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type {
  CreateOrganisation,
  ListAllOrganisations,
  ListOrganisations,
  Organisation,
} from "../types/platform/tenants.ts";

/** Groups of companies. */
export class Organisations {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Creates an organisation. */
  create(input: CreateOrganisation, call?: CallOptions): Promise<Organisation> {
    return this.#endpoint.data(idempotentPost("platform/v1/organisations", input), call);
  }

  /** A page of the organisations that the key may see. */
  list(input: ListOrganisations = {}, call?: CallOptions): Promise<Page<Organisation>> {
    return this.#endpoint.page(
      { method: "GET", path: "platform/v1/organisations", query: pagingQuery(input) },
      call,
    );
  }

  /** All organisations that the key may see. */
  listAll(
    input: ListAllOrganisations = {},
    call?: CallOptions,
  ): AsyncGenerator<Organisation, void, undefined> {
    return allPages(input, (next) => this.list({ ...input, ...next }, call));
  }

  /** One organisation. */
  get(id: string, call?: CallOptions): Promise<Organisation> {
    return this.#endpoint.data({ method: "GET", path: `platform/v1/organisations/${segment(id)}` }, call);
  }
}
