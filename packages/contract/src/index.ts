export * from "./enums/access.ts";
export * from "./enums/entries.ts";
export * from "./enums/jobs.ts";
export * from "./enums/paging.ts";
export * from "./enums/webhooks.ts";
export * from "./errors/body.ts";
export * from "./errors/registry.ts";
export * from "./export/introspection.ts";
export * from "./export/jobs.ts";
export { ExportItemV0 } from "./export/v0/export-items.ts";
export { ExportItemV1 } from "./export/v1/export-items.ts";
export { ExportItemV2 } from "./export/v2/export-items.ts";
export {
  ExportJobItemUpdateAnswerV2,
  ExportJobItemUpdateV2,
  ExportJobItemUpdatesV2,
  ExportJobItemV2,
} from "./export/v2/job-items.ts";
export * from "./export/v3/export-items.ts";
export {
  ExportJobItem,
  ExportJobItemSearch,
  ExportJobItemUpdate,
  ExportJobItemUpdateAnswer,
  ExportJobItemUpdateError,
  ExportJobItemUpdates,
} from "./export/v3/job-items.ts";
export * from "./platform/entries.ts";
export { EntryFile, FILE_TYPES, type FileType, LARGEST_FILE } from "./platform/files.ts";
export { ExportJobRetry } from "./platform/export-jobs.ts";
export { EntryRow } from "./platform/entry-rows.ts";
export * from "./platform/history.ts";
export { Import } from "./platform/imports.ts";
export * from "./platform/readiness.ts";
export * from "./platform/reference.ts";
export * from "./platform/tenants.ts";
export * from "./platform/webhooks.ts";
export * from "./vendors/vendors.ts";
export * from "./webhooks/subscriptions.ts";
export { Pagination } from "./schema/lists.ts";
export { type ObjectSchema, type Schema, type Static, isWholeOptional, keywordsOf } from "./schema/type.ts";
export type {
  ApiName,
  HttpMethod,
  NamedKind,
  NamedThings,
  Operation,
  Route,
} from "./operations/operation.ts";
export { DOCS_GUIDES, OPENAPI_DOCUMENTS } from "./operations/service.ts";
export { OPERATIONS, ROUTES } from "./operations/table.ts";
export {
  type DocumentName,
  type DocumentOptions,
  type OpenApiDocument,
  openApiDocument,
} from "./openapi/document.ts";
