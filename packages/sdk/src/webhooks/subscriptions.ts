import type { Endpoint } from "../http/endpoint.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { jsonBody, segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type {
  ListAllSubscriptionActivities,
  ListAllSubscriptions,
  ListSubscriptionActivities,
  ListSubscriptions,
  Subscription,
  SubscriptionActivity,
  SubscriptionDraft,
} from "../types/subscriptions.ts";
import { findCreatedSubscription } from "./created-subscription.ts";

const PATH = "v1/subscriptions";

/** Subscriptions to events, of a company or of an organisation with all its companies (contract 4). */
export class Subscriptions {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** A page of the subscriptions that the key reaches, or of the client's company. Deleted ones are left out. */
  list(input: ListSubscriptions = {}, call?: CallOptions): Promise<Page<Subscription>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: PATH,
        query: {
          ...this.#endpoint.company(),
          status: input.status,
          event_types: input.eventTypes,
          ...pagingQuery(input),
        },
      },
      call,
    );
  }

  /** All subscriptions that the key reaches, or of the client's company. */
  listAll(
    input: ListAllSubscriptions = {},
    call?: CallOptions,
  ): AsyncGenerator<Subscription, void, undefined> {
    return allPages(input, (next) => this.list({ ...input, ...next }, call));
  }

  /**
   * Subscribes. After a lost connection the subscriptions are read back: the new one is returned when it is there, else
   * the request is sent again.
   * @throws UnknownOutcomeError when the answer was lost and reading back failed.
   */
  create(draft: SubscriptionDraft, call?: CallOptions): Promise<Subscription> {
    return this.#endpoint.dataOnce<Subscription>(
      { method: "POST", path: PATH, query: this.#endpoint.company(), body: jsonBody(draft) },
      { doubtfulTypes: [], settle: (since) => findCreatedSubscription(this, draft, since, call) },
      call,
    );
  }

  /** One subscription; a deleted one is still shown, with `deletedAt`. */
  get(id: string, call?: CallOptions): Promise<Subscription> {
    return this.#endpoint.data({ method: "GET", path: pathOf(id) }, call);
  }

  /** Replaces a subscription: what is left out is as for a new one. A masked secret sent back stays as it was. */
  replace(id: string, draft: SubscriptionDraft, call?: CallOptions): Promise<Subscription> {
    return this.#endpoint.data({ method: "PUT", path: pathOf(id), body: jsonBody(draft) }, call);
  }

  /** Ends a subscription. */
  delete(id: string, call?: CallOptions): Promise<void> {
    return this.#endpoint.remove({ method: "DELETE", path: pathOf(id) }, call);
  }

  /** A page of what was done to a subscription. */
  activities(
    id: string,
    input: ListSubscriptionActivities = {},
    call?: CallOptions,
  ): Promise<Page<SubscriptionActivity>> {
    const query = { operation_types: input.operationTypes, ...pagingQuery(input) };
    return this.#endpoint.page({ method: "GET", path: `${pathOf(id)}/activities`, query }, call);
  }

  /** Everything that was done to a subscription. */
  activitiesAll(
    id: string,
    input: ListAllSubscriptionActivities = {},
    call?: CallOptions,
  ): AsyncGenerator<SubscriptionActivity, void, undefined> {
    return allPages(input, (next) => this.activities(id, { ...input, ...next }, call));
  }

  /** The secret that deliveries are signed with, `whsec_<base64>`, for `verifyWebhook`. */
  async secret(id: string, call?: CallOptions): Promise<string> {
    const { secretKey } = await this.#endpoint.data<{ secretKey: string }>(
      { method: "GET", path: `${pathOf(id)}/secret` },
      call,
    );
    return secretKey;
  }
}

function pathOf(id: string): string {
  return `${PATH}/${segment(id)}`;
}
