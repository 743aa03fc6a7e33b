import type { Endpoint } from "../http/endpoint.ts";
import { Companies } from "./companies.ts";
import { Entries } from "./entries.ts";
import { Events } from "./events.ts";
import { PlatformExportJobs } from "./export-jobs.ts";
import { Keys } from "./keys.ts";
import { Organisations } from "./organisations.ts";
import { Reference } from "./reference.ts";
import { PlatformWebhooks } from "./webhooks.ts";

/** The Platform API: the side of those who own the accounting entries. */
export class Platform {
  readonly organisations: Organisations;
  readonly companies: Companies;
  readonly reference: Reference;
  readonly entries: Entries;
  readonly exportJobs: PlatformExportJobs;
  readonly keys: Keys;
  readonly webhooks: PlatformWebhooks;
  readonly events: Events;

  constructor(endpoint: Endpoint) {
    this.organisations = new Organisations(endpoint);
    this.companies = new Companies(endpoint);
    this.reference = new Reference(endpoint);
    this.entries = new Entries(endpoint);
    this.exportJobs = new PlatformExportJobs(endpoint);
    this.keys = new Keys(endpoint);
    this.webhooks = new PlatformWebhooks(endpoint);
    this.events = new Events(endpoint);
  }
}
