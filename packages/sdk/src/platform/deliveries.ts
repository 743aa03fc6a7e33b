import type { Endpoint } from "../http/endpoint.ts";
import { idempotentPost } from "../http/idempotent-post.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type {
  Delivery,
  ListAllDeliveries,
  ListDeliveries,
  RedeliverRange,
  RedeliveredRange,
} from "../types/platform/webhooks.ts";

/** The log of deliveries, with every attempt. */
export class Deliveries {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** A page of a subscription's deliveries. */
  list(subscriptionId: string, input: ListDeliveries = {}, call?: CallOptions): Promise<Page<Delivery>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `platform/v1/subscriptions/${segment(subscriptionId)}/deliveries`,
        query: { status: input.status, ...pagingQuery(input) },
      },
      call,
    );
  }

  /** All of a subscription's deliveries. */
  listAll(
    subscriptionId: string,
    input: ListAllDeliveries = {},
    call?: CallOptions,
  ): AsyncGenerator<Delivery, void, undefined> {
    return allPages(input, (next) => this.list(subscriptionId, { ...input, ...next }, call));
  }

  /** Sends a delivery again, under the same webhook-id; its schedule of retries starts over. */
  redeliver(deliveryId: string, call?: CallOptions): Promise<Delivery> {
    return this.#endpoint.data(
      {
        ...idempotentPost(`platform/v1/deliveries/${segment(deliveryId)}:redeliver`),
        query: this.#endpoint.company(),
      },
      call,
    );
  }

  /** Sends what happened in a stretch of time again: what failed, and what has no delivery, unless `status` says. */
  redeliverRange(
    subscriptionId: string,
    range: RedeliverRange,
    call?: CallOptions,
  ): Promise<RedeliveredRange> {
    return this.#endpoint.data(
      idempotentPost(`platform/v1/subscriptions/${segment(subscriptionId)}:redeliver`, range),
      call,
    );
  }
}
