import type { Endpoint } from "../http/endpoint.ts";
import type { ExportApiVersion } from "../types/export-versions.ts";
import { ExportItems } from "./export-items.ts";
import { ExportJobEvents } from "./export-job-events.ts";
import { type ExportJobItemsOf, ExportJobs } from "./export-jobs.ts";

/** The calls of one version of the Export API, typed by that version. */
export class ExportApi<V extends ExportApiVersion> {
  readonly exportJobs: ExportJobs<V>;
  readonly exportJobEvents: ExportJobEvents;
  readonly exportItems: ExportItems<V>;

  constructor(endpoint: Endpoint, version: V, items: ExportJobItemsOf[V]) {
    this.exportJobs = new ExportJobs(endpoint, version, items);
    this.exportJobEvents = new ExportJobEvents(endpoint, version, this.exportJobs);
    this.exportItems = new ExportItems(endpoint, version);
  }
}
