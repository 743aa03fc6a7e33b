import type { ExportJob } from "../types/export-jobs.ts";
import type { Vendor } from "../types/vendors.ts";
import type { OpenEnum } from "../types/tolerant.ts";

/** The versions that an event can be subscribed in. */
type EventVersion = "v1" | "v2" | "v3";

/** What can happen to an export job. */
type ExportJobChange = "created" | "started" | "completed" | "completed_with_errors" | "failed";

/** The names of events about export jobs, in both spellings (contract section 4, Event types). */
export type ExportJobEventType =
  `${EventVersion}.export-job.${ExportJobChange}` | `${EventVersion}.export.job-${ExportJobChange}`;

/** The names of events about vendors. */
export type VendorEventType = `${EventVersion}.vendor.created`;

/** Something happened to an export job; `data` is the job as it was at that moment. */
export interface ExportJobWebhookEvent {
  eventId: string;
  eventType: ExportJobEventType;
  data: ExportJob;
}

/** A vendor was drafted; `data` is the vendor as it was at that moment. */
export interface VendorWebhookEvent {
  eventId: string;
  eventType: VendorEventType;
  data: Vendor;
}

/** An event that this version of the SDK does not know yet. */
export interface UnknownWebhookEvent {
  eventId: string;
  eventType: OpenEnum<never>;
  data: unknown;
}

/** What a delivery tells. Tell the kinds apart with `isExportJobEvent` and `isVendorEvent`. */
export type WebhookEvent = ExportJobWebhookEvent | VendorWebhookEvent | UnknownWebhookEvent;

const EXPORT_JOB_EVENT =
  /^v[1-3]\.export(-job\.|\.job-)(created|started|completed|completed_with_errors|failed)$/;
const VENDOR_EVENT = /^v[1-3]\.vendor\.created$/;

/** Whether an event is about an export job. */
export function isExportJobEvent(event: WebhookEvent): event is ExportJobWebhookEvent {
  return EXPORT_JOB_EVENT.test(event.eventType);
}

/** Whether an event is about a vendor. */
export function isVendorEvent(event: WebhookEvent): event is VendorWebhookEvent {
  return VENDOR_EVENT.test(event.eventType);
}
