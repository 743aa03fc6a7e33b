export { Client, createClient } from "./client.ts";
export type { ClientOptions } from "./client-options.ts";
export { systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export {
  ApiError,
  ConnectionError,
  LedgerportError,
  TimeoutError,
  UnknownOutcomeError,
} from "./errors/base.ts";
export type { ApiErrorFacts } from "./errors/base.ts";
export * from "./errors/by-status.ts";
export * from "./errors/by-type.ts";
export type * from "./types/common.ts";
export type * from "./types/export-items.ts";
export type * from "./types/export-job-items.ts";
export type * from "./types/export-jobs.ts";
export type * from "./types/export-versions.ts";
export type * from "./types/introspection.ts";
export type * from "./types/platform/entries.ts";
export type * from "./types/platform/export-jobs.ts";
export type * from "./types/platform/files.ts";
export type * from "./types/platform/history.ts";
export type * from "./types/platform/keys.ts";
export type * from "./types/platform/readiness.ts";
export type * from "./types/platform/reference.ts";
export type * from "./types/platform/tenants.ts";
export type * from "./types/platform/webhooks.ts";
export type * from "./types/subscriptions.ts";
export type * from "./types/vendors.ts";
export type { OpenEnum } from "./types/tolerant.ts";
export { isExportJobEvent, isVendorEvent } from "./webhooks/events.ts";
export type {
  ExportJobEventType,
  ExportJobWebhookEvent,
  UnknownWebhookEvent,
  VendorEventType,
  VendorWebhookEvent,
  WebhookEvent,
} from "./webhooks/events.ts";
export { signWebhook } from "./webhooks/sign.ts";
export type { UnsignedWebhook, WebhookSignatureHeaders } from "./webhooks/sign.ts";
export { WebhookVerificationError, verifyWebhook } from "./webhooks/verify.ts";
export type { VerifyWebhookOptions, WebhookDelivery } from "./webhooks/verify.ts";
