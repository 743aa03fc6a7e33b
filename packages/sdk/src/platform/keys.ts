import type { Endpoint } from "../http/endpoint.ts";
import { idempotentPost } from "../http/idempotent-post.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { ApiKey, CreateApiKey, CreatedApiKey, ListAllKeys, ListKeys } from "../types/platform/keys.ts";

/** API keys. */
export class Keys {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** Creates a key; its secret is in the answer and never shown again. */
  create(input: CreateApiKey, call?: CallOptions): Promise<CreatedApiKey> {
    return this.#endpoint.data(idempotentPost("platform/v1/keys", input), call);
  }

  /** A page of the keys, without their secrets. */
  list(input: ListKeys = {}, call?: CallOptions): Promise<Page<ApiKey>> {
    return this.#endpoint.page({ method: "GET", path: "platform/v1/keys", query: pagingQuery(input) }, call);
  }

  /** All keys, without their secrets. */
  listAll(input: ListAllKeys = {}, call?: CallOptions): AsyncGenerator<ApiKey, void, undefined> {
    return allPages(input, (next) => this.list({ ...input, ...next }, call));
  }

  /** Revokes a key; it is refused from then on. */
  revoke(id: string, call?: CallOptions): Promise<void> {
    return this.#endpoint.remove({ method: "DELETE", path: `platform/v1/keys/${segment(id)}` }, call);
  }
}
