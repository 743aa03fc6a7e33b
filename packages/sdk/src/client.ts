import type { ClientOptions } from "./client-options.ts";
import { ExportApi } from "./export-api/export-api.ts";
import type { ExportItems } from "./export-api/export-items.ts";
import type { ExportJobEvents } from "./export-api/export-job-events.ts";
import { ExportJobItems, ExportJobItemsV3 } from "./export-api/export-job-items.ts";
import type { ExportJobs } from "./export-api/export-jobs.ts";
import { Endpoint } from "./http/endpoint.ts";
import { Transport } from "./http/transport.ts";
import { Platform } from "./platform/platform.ts";
import type { CallOptions } from "./types/common.ts";
import type { Introspection } from "./types/introspection.ts";
import { Vendors } from "./vendors/vendors.ts";
import { Webhooks } from "./webhooks/webhooks.ts";

/**
 * A client of the Export API, the Vendors API, the Webhook Subscriptions API and the Platform API. Holds nothing that needs closing.
 * Its own calls of the Export API are v3's; `v2` has the older ones.
 */
export class Client {
  readonly exportJobs: ExportJobs<"v3">;
  readonly exportJobEvents: ExportJobEvents;
  readonly exportItems: ExportItems<"v3">;
  /** The Export API v2, for integrations written for it. */
  readonly v2: ExportApi<"v2">;
  readonly vendors: Vendors;
  readonly webhooks: Webhooks;
  /** The Platform API: for the owner of the entries, not for integrations. */
  readonly platform: Platform;
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    const v3 = new ExportApi(endpoint, "v3", new ExportJobItemsV3(endpoint));
    this.exportJobs = v3.exportJobs;
    this.exportJobEvents = v3.exportJobEvents;
    this.exportItems = v3.exportItems;
    this.v2 = new ExportApi(endpoint, "v2", new ExportJobItems(endpoint, "v2"));
    this.vendors = new Vendors(endpoint);
    this.webhooks = new Webhooks(endpoint);
    this.platform = new Platform(endpoint);
  }

  /** The same client for another company, with an organisation's key. */
  forCompany(companyId: string): Client {
    return new Client(this.#endpoint.forCompany(companyId));
  }

  /** What the key in use is and may do. */
  introspect(call?: CallOptions): Promise<Introspection> {
    return this.#endpoint.data({ method: "GET", path: "v1/introspect" }, call);
  }
}

/**
 * Makes a client.
 * @throws TypeError when an option is not usable (the message never shows the key).
 */
export function createClient(options: ClientOptions): Client {
  return new Client(new Endpoint(new Transport(options), options.companyId));
}
