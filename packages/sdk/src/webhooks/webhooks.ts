import type { Endpoint } from "../http/endpoint.ts";
import { Subscriptions } from "./subscriptions.ts";

/** The Webhook Subscriptions API. */
export class Webhooks {
  readonly subscriptions: Subscriptions;

  constructor(endpoint: Endpoint) {
    this.subscriptions = new Subscriptions(endpoint);
  }
}
