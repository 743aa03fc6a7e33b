export type { Actor } from "./shared/actor.ts";
export { type Clock, secondsAfter, systemClock, wireTimestamp } from "./shared/clock.ts";
export { DomainError, type DomainErrorCode, type DomainErrorExtras } from "./shared/errors.ts";
export { smallestAmount } from "./money/currencies.ts";
export { newId } from "./shared/ids.ts";
export { readInstant } from "./shared/instants.ts";
export { Database, type DatabaseOptions, type Topic, type Tx } from "./storage/database.ts";
export { DatabaseClock, type Leap } from "./storage/database-clock.ts";
export { type MigrationResult, migrate } from "./storage/migrate.ts";
export { SchemaError } from "./storage/schema-error.ts";
export { UnreachableError } from "./storage/unreachable-error.ts";
export type { Row, Sql, Statement } from "./storage/sql.ts";
export type { Tenant } from "./storage/tenant.ts";

export { mendDeadlines } from "./deadlines/commands.ts";

export type { Page, PageKey, PageRequest, SortKey, SortOrder } from "./paging/page.ts";
export { takeRows } from "./paging/page.ts";

export type {
  BookkeepingMethod,
  Company,
  CompanyChange,
  ExportDemand,
  NewCompany,
  Organisation,
  OwnedKind,
} from "./tenants/model.ts";
export { createCompany, createOrganisation, updateCompany } from "./tenants/commands.ts";
export {
  getCompany,
  getOrganisation,
  listCompanies,
  listOrganisations,
  ownersOf,
  someCompanies,
} from "./tenants/queries.ts";

export type { ApiKey, KeyReach, NewApiKey } from "./keys/model.ts";
export { createApiKey, ensureAdminKey, revokeApiKey } from "./keys/commands.ts";
export { findApiKey, listApiKeys } from "./keys/queries.ts";

export type {
  AccountRecord,
  ContraAccount,
  ContraAccountRecord,
  EmployeeRecord,
  ListedKind,
  TagGroupRecord,
  TagRecord,
  TaxCodeRecord,
  TaxType,
  TeamRecord,
  UpsertResult,
} from "./reference/model.ts";
export {
  replaceContraAccounts,
  type Upsert,
  upsertAccounts,
  upsertEmployees,
  upsertTagGroups,
  upsertTaxCodes,
  upsertTeams,
} from "./reference/commands.ts";
export { listContraAccounts, listReferenceRecords } from "./reference/queries.ts";

export {
  type Answer,
  answerFor,
  type IdempotencySlot,
  type IdempotentRequest,
  type StoredAnswer,
} from "./idempotency/model.ts";
export { storeAnswer, sweepIdempotentRequests, withIdempotency } from "./idempotency/commands.ts";
export { storedAnswer } from "./idempotency/queries.ts";

export type { ExportJob, JobEvent, JobStatus } from "./jobs/model.ts";
export {
  type JobEventInput,
  MOST_ENTRIES_IN_JOB,
  type NewExportJob,
  cancelExportJob,
  createExportJob,
  recordJobEvent,
} from "./jobs/commands.ts";
export { type ExportJobRetry, retryExportJob } from "./jobs/retry.ts";
export { exportJobImage } from "./jobs/events.ts";
export { expireOverdueJob, sweepOverdueJobs } from "./jobs/finish.ts";
export { findUnfinishedJob, getExportJob, listExportJobs } from "./jobs/queries.ts";

export type { ExportJobItem, ItemStatus, ItemUpdate, ItemUpdateError } from "./items/model.ts";
export { type ItemUpdateResult, MOST_ITEMS_IN_UPDATE, updateJobItems } from "./items/commands.ts";
export { getNewestItem, listJobItems, searchItems } from "./items/queries.ts";

export { type ExportItemsInput, currentExportItems, listExportItems } from "./export-items/queries.ts";

export type { HistoryRecord, HistorySubject } from "./history/model.ts";
export { listCompanyHistory, listEntryHistory, listJobHistory } from "./history/queries.ts";

export type {
  AmountRow,
  Entry,
  EntryPatch,
  EntryRow,
  ExportStatus,
  ImportResult,
  LineRow,
  MoneyValue,
  RowError,
  RowWarning,
} from "./entries/model.ts";
export type { AccountingEntryType } from "./entries/types.ts";
export type { NumberedRow } from "./entries/import-plan.ts";
export { deleteEntry, importEntries, reopenEntry, updateEntry } from "./entries/commands.ts";
export type { EntryFile, FileAddress } from "./files/model.ts";
export { type NewEntryFile, deleteEntryFile, putEntryFile } from "./files/commands.ts";
export { assertTakesFile, findLinkedFile, getEntryFile, listEntryFiles } from "./files/queries.ts";
export type { Import } from "./imports/model.ts";
export { type RunningImport, beginImport, endImport } from "./imports/commands.ts";
export { getImport, listImports } from "./imports/queries.ts";
export { type EntryFilter, getEntry, listEntries } from "./entries/queries.ts";

export type { Cause, Problem, ProblemType, Readiness, ReadinessSummary } from "./readiness/model.ts";
export { type Preflight, preflightExportJob } from "./readiness/preflight.ts";
export { summarizeQueue } from "./readiness/queries.ts";

export type { EventPage, RecordedEvent } from "./events/model.ts";
export { EVENT_NAMES, type EventName, eventNamed, publicName } from "./events/names.ts";
export { listEvents } from "./events/queries.ts";

export type {
  EndpointAuth,
  EndpointCredentials,
  Envelope,
  OperationType,
  RotatedSecret,
  Subscription,
  SubscriptionActivity,
  SubscriptionDraft,
  SubscriptionOwner,
  SubscriptionReach,
  SubscriptionStatus,
  SubscriptionTarget,
} from "./subscriptions/model.ts";
export {
  createSubscription,
  deleteSubscription,
  replaceSubscription,
  rotateSecret,
  updateSubscriptionSettings,
} from "./subscriptions/commands.ts";
export type { EndpointRules } from "./subscriptions/draft.ts";
export { maskedEndpointAuth } from "./subscriptions/endpoint-auth.ts";
export { maskedHeaders } from "./subscriptions/mask.ts";
export {
  getSubscription,
  getSubscriptionSecret,
  listSubscriptionActivities,
  listSubscriptions,
} from "./subscriptions/queries.ts";

export type {
  AfterAttempt,
  Attempt,
  AttemptResult,
  Backlog,
  ClaimRequest,
  ClaimedDelivery,
  Delivery,
  DeliveryStatus,
  DisabledSubscription,
  LoggedAttempt,
} from "./deliveries/model.ts";
export {
  type RedeliveryStatus,
  redeliver,
  redeliverRange,
  sweepWebhooks,
  testSubscription,
} from "./deliveries/commands.ts";
export { deliveryBacklog, getDelivery, listDeliveries } from "./deliveries/queries.ts";
export { claimDeliveries, recordAttempts } from "./deliveries/worker.ts";

export { type Vendor, type VendorDraft, type VendorState, vendorImage } from "./vendors/model.ts";
export {
  type VendorReplacement,
  activateVendor,
  archiveVendor,
  createVendor,
  replaceVendor,
} from "./vendors/commands.ts";
export type { VendorFilter } from "./vendors/sql.ts";
export { getVendor, searchVendors } from "./vendors/queries.ts";
