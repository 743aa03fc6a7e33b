import type { Endpoint } from "../http/endpoint.ts";
import { idempotentPost } from "../http/idempotent-post.ts";
import { jsonBody, segment } from "../http/request.ts";
import type { CallOptions } from "../types/common.ts";
import type {
  Delivery,
  RotatedSecret,
  SubscriptionSettings,
  UpdateSubscriptionSettings,
} from "../types/platform/webhooks.ts";
import { Deliveries } from "./deliveries.ts";

/** What the platform can see and do of webhooks besides the Webhook Subscriptions API. */
export class PlatformWebhooks {
  readonly deliveries: Deliveries;
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    this.deliveries = new Deliveries(endpoint);
  }

  /** Chooses the envelope of a subscription's deliveries, for those whose first attempt has not begun. */
  updateSettings(
    subscriptionId: string,
    settings: UpdateSubscriptionSettings,
    call?: CallOptions,
  ): Promise<SubscriptionSettings> {
    return this.#endpoint.data(
      {
        method: "PATCH",
        path: `platform/v1/subscriptions/${segment(subscriptionId)}/settings`,
        body: jsonBody(settings),
      },
      call,
    );
  }

  /** Gives a subscription a new secret; for 24 hours deliveries carry a signature by the one before as well. */
  rotateSecret(subscriptionId: string, call?: CallOptions): Promise<RotatedSecret> {
    return this.#endpoint.data(
      idempotentPost(`platform/v1/subscriptions/${segment(subscriptionId)}:rotate-secret`),
      call,
    );
  }

  /** Sends a test, a delivery of the type `v1.webhook.test`; its outcome is among the deliveries. */
  test(subscriptionId: string, call?: CallOptions): Promise<Delivery> {
    return this.#endpoint.data(
      idempotentPost(`platform/v1/subscriptions/${segment(subscriptionId)}:test`),
      call,
    );
  }
}
