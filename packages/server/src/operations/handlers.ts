import { AccountRow, EmployeeRow, TagGroupRow, TaxCodeRow, TeamRow } from "@ledgerport/contract";
import {
  upsertAccounts,
  upsertEmployees,
  upsertTagGroups,
  upsertTaxCodes,
  upsertTeams,
} from "@ledgerport/engine";
import type { Handler } from "../http/call.ts";
import { createCompany } from "./companies/create-company.ts";
import { getCompany } from "./companies/get-company.ts";
import { listCompanies } from "./companies/list-companies.ts";
import { updateCompany } from "./companies/update-company.ts";
import { deleteEntry } from "./entries/delete-entry.ts";
import { getEntry } from "./entries/get-entry.ts";
import { getImport } from "./entries/get-import.ts";
import { importEntries } from "./entries/import-entries.ts";
import { listEntries } from "./entries/list-entries.ts";
import { listImports } from "./entries/list-imports.ts";
import { reopenEntry } from "./entries/reopen-entry.ts";
import { updateEntry } from "./entries/update-entry.ts";
import { deleteEntryFile } from "./files/delete-entry-file.ts";
import { getEntryFile } from "./files/get-entry-file.ts";
import { getLinkedFile } from "./files/get-linked-file.ts";
import { listEntryFiles } from "./files/list-entry-files.ts";
import { putEntryFile } from "./files/put-entry-file.ts";
import { getNewestExportJobItem } from "./export-items/get-newest-export-job-item.ts";
import { listExportItems } from "./export-items/list-export-items.ts";
import { listExportJobItems } from "./export-items/list-export-job-items.ts";
import { searchExportJobItems } from "./export-items/search-export-job-items.ts";
import { updateExportJobItems } from "./export-items/update-export-job-items.ts";
import { cancelExportJob } from "./export-jobs/cancel-export-job.ts";
import { createExportJobEvent } from "./export-jobs/create-export-job-event.ts";
import { createExportJob } from "./export-jobs/create-export-job.ts";
import { getExportJob } from "./export-jobs/get-export-job.ts";
import { retryExportJob } from "./export-jobs/retry-export-job.ts";
import { listExportJobs } from "./export-jobs/list-export-jobs.ts";
import { listCompanyHistory } from "./history/list-company-history.ts";
import { listEntryHistory } from "./history/list-entry-history.ts";
import { listExportJobHistory } from "./history/list-export-job-history.ts";
import { createApiKey } from "./keys/create-api-key.ts";
import { listApiKeys } from "./keys/list-api-keys.ts";
import { revokeApiKey } from "./keys/revoke-api-key.ts";
import { createOrganisation } from "./organisations/create-organisation.ts";
import { getOrganisation } from "./organisations/get-organisation.ts";
import { listOrganisations } from "./organisations/list-organisations.ts";
import { getCompanyReadiness } from "./readiness/get-readiness.ts";
import { preflightExportJob } from "./readiness/preflight-export-job.ts";
import { listContraAccounts } from "./reference/list-contra-accounts.ts";
import { listRecords } from "./reference/list-records.ts";
import { replaceContraAccounts } from "./reference/replace-contra-accounts.ts";
import { upsertRecords } from "./reference/upsert-records.ts";
import { getDocs, getDocsScript, getDocsStyle } from "./service/get-docs.ts";
import { getGuide } from "./service/get-guide.ts";
import { getMetrics } from "./service/get-metrics.ts";
import { getLiveness, getReadiness } from "./service/health.ts";
import { introspect } from "./service/introspect.ts";
import { getOpenApi, getOpenApiDocument } from "./service/openapi.ts";
import { createSubscription } from "./subscriptions/create-subscription.ts";
import { deleteSubscription } from "./subscriptions/delete-subscription.ts";
import { getSubscriptionSecret } from "./subscriptions/get-subscription-secret.ts";
import { getSubscription } from "./subscriptions/get-subscription.ts";
import { listSubscriptionActivities } from "./subscriptions/list-subscription-activities.ts";
import { listSubscriptions } from "./subscriptions/list-subscriptions.ts";
import { replaceSubscription } from "./subscriptions/replace-subscription.ts";
import { createVendor } from "./vendors/create-vendor.ts";
import { getVendor } from "./vendors/get-vendor.ts";
import { replaceVendor } from "./vendors/replace-vendor.ts";
import { activateVendor } from "./vendors/activate-vendor.ts";
import { archiveVendor } from "./vendors/archive-vendor.ts";
import { searchVendors } from "./vendors/search-vendors.ts";
import { listCompanyEvents } from "./webhooks/list-company-events.ts";
import { listDeliveries } from "./webhooks/list-deliveries.ts";
import { redeliverSubscription } from "./webhooks/redeliver-subscription.ts";
import { redeliver } from "./webhooks/redeliver.ts";
import { rotateSubscriptionSecret } from "./webhooks/rotate-subscription-secret.ts";
import { testSubscription } from "./webhooks/test-subscription.ts";
import { updateSubscriptionSettings } from "./webhooks/update-subscription-settings.ts";

/** What answers each operation of the contract, by its id; the same in all versions. */
export const handlers: Readonly<Record<string, Handler>> = {
  listExportJobs,
  createExportJob,
  getExportJob,
  createExportJobEvent,
  listExportJobItems,
  updateExportJobItems,
  listExportItems,
  getNewestExportJobItem,
  searchExportJobItems,
  createOrganisation,
  listOrganisations,
  getOrganisation,
  createCompany,
  listCompanies,
  getCompany,
  updateCompany,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  replaceContraAccounts,
  listContraAccounts,
  upsertAccounts: upsertRecords(AccountRow, upsertAccounts),
  listAccounts: listRecords("account"),
  upsertTaxCodes: upsertRecords(TaxCodeRow, upsertTaxCodes),
  listTaxCodes: listRecords("tax_code"),
  upsertTagGroups: upsertRecords(TagGroupRow, upsertTagGroups),
  listTagGroups: listRecords("tag_group"),
  upsertTeams: upsertRecords(TeamRow, upsertTeams),
  listTeams: listRecords("team"),
  upsertEmployees: upsertRecords(EmployeeRow, upsertEmployees),
  listEmployees: listRecords("employee"),
  importEntries,
  listImports,
  getImport,
  listEntries,
  getEntry,
  updateEntry,
  deleteEntry,
  reopenEntry,
  listEntryHistory,
  listEntryFiles,
  putEntryFile,
  getEntryFile,
  deleteEntryFile,
  getLinkedFile,
  getCompanyReadiness,
  preflightExportJob,
  cancelExportJob,
  retryExportJob,
  listExportJobHistory,
  listCompanyHistory,
  createVendor,
  getVendor,
  replaceVendor,
  activateVendor,
  archiveVendor,
  searchVendors,
  listSubscriptions,
  createSubscription,
  getSubscription,
  replaceSubscription,
  deleteSubscription,
  listSubscriptionActivities,
  getSubscriptionSecret,
  updateSubscriptionSettings,
  rotateSubscriptionSecret,
  testSubscription,
  redeliverSubscription,
  listDeliveries,
  redeliver,
  listCompanyEvents,
  introspect,
  getLiveness,
  getReadiness,
  getMetrics,
  getOpenApi,
  getOpenApiDocument,
  getDocs,
  getDocsScript,
  getDocsStyle,
  getGuide,
};
