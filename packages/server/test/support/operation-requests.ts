import assert from "node:assert/strict";
import {
  ApiKey,
  Delivery,
  ExportJob,
  Import,
  type Operation,
  Subscription,
  Vendor,
} from "@ledgerport/contract";
import type { TestCompany, TestServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./entries.ts";

const VENDOR = { name: "Nordic Paper AB", defaultCurrency: "EUR" };

/** The name of the entry's receipt. */
export const FILE = "receipt.txt";

/** An id that nothing has. */
export const UNKNOWN = "0197a3c2-7000-7b00-8c00-0000000000ff";

type Kind =
  "company" | "job" | "entry" | "organisation" | "key" | "subscription" | "delivery" | "import" | "vendor";

/** The id of one thing of each kind that a request can name. The entry has a receipt and is in the job, which is pending. */
export type Things = Readonly<Record<Kind, string>>;

/** What nobody has. */
export const NO_THINGS: Things = {
  company: UNKNOWN,
  job: UNKNOWN,
  entry: UNKNOWN,
  organisation: UNKNOWN,
  key: UNKNOWN,
  subscription: UNKNOWN,
  delivery: UNKNOWN,
  import: UNKNOWN,
  vendor: UNKNOWN,
};

/** Makes one thing of each kind in a company of an organisation. */
export async function madeThings(
  server: TestServer,
  company: TestCompany,
  organisation: string,
): Promise<Things> {
  const { key } = company;
  await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
    key,
    body: [{ currency: "EUR", name: "Wallet" }],
  });
  const subscribed = await server.request("POST", "/v1/subscriptions", {
    key,
    body: { endpointUrl: "https://erp.example/hooks", eventTypes: ["v1.export-job.created"] },
  });
  const subscription = subscribed.one(Subscription).id;
  const [entry = ""] = await importedIds(server, company, [entryRow("a")]);
  const receipt = await server.request("PUT", `/platform/v1/entries/${entry}/files/${FILE}`, {
    key,
    raw: "Coffee",
  });
  assert.equal(receipt.status, 200, receipt.text);
  const created = await server.request("POST", "/v3/export-jobs", {
    key,
    body: { accountingEntryIds: [entry] },
  });
  assert.equal(created.status, 201, created.text);
  const keys = await server.request("GET", "/platform/v1/keys", { key });
  const deliveries = await server.request("GET", `/platform/v1/subscriptions/${subscription}/deliveries`, {
    key,
  });
  const imports = await server.request("GET", `/platform/v1/companies/${company.id}/imports`, { key });
  const vendor = await server.request("POST", "/v1/vendors", { key, body: VENDOR });
  return {
    company: company.id,
    job: created.one(ExportJob).id,
    entry,
    organisation,
    key: idOf(keys.list(ApiKey)),
    subscription,
    delivery: idOf(deliveries.list(Delivery)),
    import: idOf(imports.list(Import)),
    vendor: vendor.one(Vendor).id,
  };
}

function idOf([row]: readonly { id: string }[]): string {
  return row?.id ?? assert.fail("the list is empty");
}

/** A valid body for the operations that need one. */
export function bodyOf(operation: Operation, ids: Things): unknown {
  switch (operation.id) {
    case "createExportJob":
    case "preflightExportJob":
      return { accountingEntryIds: [ids.entry] };
    case "createExportJobEvent":
      return { jobId: ids.job, event: "started" };
    case "searchExportJobItems":
      return { accountingEntryIds: [ids.entry] };
    case "createOrganisation":
      return { name: "Another" };
    case "createCompany":
      return { name: "Another", defaultCurrency: "EUR", organisationId: ids.organisation };
    case "createApiKey":
      return { name: "Another", companyId: ids.company, scopes: ["platform:read"] };
    case "createSubscription":
    case "replaceSubscription":
      return {
        endpointUrl: "https://erp.example/other",
        eventTypes: ["v1.vendor.created"],
        companyId: ids.company,
      };
    case "createVendor":
      return VENDOR;
    case "replaceVendor":
      return { ...VENDOR, externalId: "erp-1", state: "ACTIVE" };
    case "activateVendor":
      return { externalId: "erp-1" };
    case "searchVendors":
    case "retryExportJob":
      return {};
    case "updateSubscriptionSettings":
      return { envelope: "flat" };
    case "redeliverSubscription":
      return { since: "2025-01-01T00:00:00Z" };
    case "updateCompany":
      return { name: "Changed" };
    case "updateEntry":
      return { note: "Changed" };
    default:
      return operation.body === undefined ? undefined : [];
  }
}

/** The path of an operation about these things. */
export function pathOf(path: string, ids: Things): string {
  const places = [
    ["/companies/", ids.company],
    ["/organisations/", ids.organisation],
    ["/keys/", ids.key],
    ["/entries/", ids.entry],
    ["/subscriptions/", ids.subscription],
    ["/deliveries/", ids.delivery],
    ["/vendors/", ids.vendor],
  ] as const;
  const id = places.find(([place]) => path.includes(place))?.[1] ?? ids.job;
  const filled = path
    .replace(/\{(?:id|jobId)\}/, id)
    .replace("{importId}", ids.import)
    .replace("{name}", FILE);
  return path.endsWith("/export-job-items") ? `${filled}?accounting_entry_id=${ids.entry}` : filled;
}
