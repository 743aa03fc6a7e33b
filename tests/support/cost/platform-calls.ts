import {
  Company,
  ExportItem,
  ExportJob,
  Import,
  Organisation,
  Subscription,
  Vendor,
} from "@ledgerport/contract";
import type { TestRequest, TestServer } from "@ledgerport/testkit";
import { callList } from "./export-calls.ts";
import type { CostLedger } from "./ledger.ts";
import { type Subject, entryRows } from "./subject.ts";

/** A text file; its bytes say so. */
const RECEIPT = { raw: "Lunch, 12.00", headers: { "content-type": "text/plain" } };

/** Every call of the Platform API that is about entries and what they point to. */
export async function callEntries(costs: CostLedger, subject: Subject): Promise<void> {
  const { id, key, size, entryIds } = subject;
  const company = `/platform/v1/companies/${id}`;
  const [changed = "", deleted = "", exported = ""] = [entryIds[0], entryIds.at(-1), entryIds[1]];
  const entry = `/platform/v1/entries/${changed}`;
  const rows = { key, headers: { "content-type": "application/x-ndjson" }, raw: entryRows(size) };
  await costs.call("flat", "POST", `/platform/v1/entries/${exported}:reopen`, { key });
  await costs.call("linear", "POST", `${company}/entries:import`, rows, "again");
  const renoted = { ...rows, raw: rows.raw.replaceAll("Lunch", "Dinner") };
  await costs.call("linear", "POST", `${company}/entries:import`, renoted, "changed");
  const imports = await costs.call("flat", "GET", `${company}/imports`, { key });
  const [oneImport] = imports.list(Import);
  await costs.call("flat", "GET", `${company}/imports/${oneImport?.id ?? ""}`, { key });
  await callList(costs, `${company}/entries`, key);
  for (const filter of ["ready=true", "export_status=NOT_EXPORTED", "q=dinner", "sorting_keys=date"]) {
    const query = filter.startsWith("sorting") ? `${filter}&sorting_order=ASC` : filter;
    await costs.call("linear", "GET", `${company}/entries?limit=10&${query}`, { key }, filter);
  }
  await costs.call("flat", "GET", `${company}/entries?ids=${changed}`, { key }, "ids");
  await costs.call("linear", "GET", `${company}/readiness`, { key });
  await costs.call("flat", "GET", entry, { key });
  await costs.call("flat", "POST", `${entry}:reopen`, { key }, "again");
  await costs.call("flat", "PATCH", entry, { key, body: { note: "Supper" } });
  await callList(costs, `${entry}/history`, key, "flat");
  await callList(costs, `${company}/history`, key);
  await callList(costs, `${company}/history?from=2000-01-01&to=2099-12-31`, key);
  await costs.call("flat", "PUT", `${entry}/files/receipt.txt`, { key, ...RECEIPT });
  await costs.call("flat", "GET", `${entry}/files`, { key });
  await costs.call("flat", "GET", `${entry}/files/receipt.txt`, { key });
  await callLinkedFile(costs, key, changed);
  await costs.call("flat", "DELETE", `${entry}/files/receipt.txt`, { key });
  await costs.call("flat", "DELETE", `/platform/v1/entries/${deleted}`, { key });
}

/** What an export item with a file leads to. */
async function callLinkedFile(costs: CostLedger, key: string, entryId: string): Promise<void> {
  const body = { accountingEntryIds: [entryId] };
  const made = await costs.call("linear", "POST", "/v3/export-jobs", { key, body }, "of one");
  const jobId = made.one(ExportJob).id;
  const items = `/v3/export-items?job_id=${jobId}`;
  const page = await costs.call("flat", "GET", items, { key }, "with files");
  const file = page.list(ExportItem)[0]?.files?.find(({ url }) => url.includes("/receipt.txt?"));
  const { pathname, search } = new URL(file?.url ?? "");
  await costs.call("flat", "GET", `${pathname}${search}`, {});
  await costs.call("flat", "POST", `/platform/v1/export-jobs/${jobId}:cancel`, { key }, "of one");
}

/** Every call about reference data and vendors. */
export async function callReference(costs: CostLedger, { id, key }: Subject): Promise<void> {
  const company = `/platform/v1/companies/${id}`;
  const one = {
    "contra-accounts": [{ currency: "EUR", name: "Wallet" }],
    accounts: [{ code: "A1", name: "Other" }],
    "tax-codes": [{ code: "V20", rate: 0.2, type: "inclusive" }],
    "tag-groups": [{ code: "project", name: "Project", tags: [{ code: "P1" }] }],
    teams: [{ code: "T1", name: "Other" }],
    employees: [{ code: "E1", name: "Other" }],
  };
  for (const [kind, body] of Object.entries(one)) {
    await costs.call("flat", "PUT", `${company}/${kind}`, { key, body });
    // Few and short: to sort a kind's records is cheaper than to look them up in their order.
    await costs.call("linear", "GET", `${company}/${kind}?limit=10`, { key });
  }
  const draft = { companyId: id, name: "New", defaultCurrency: "EUR" };
  const made = await costs.call("flat", "POST", "/v1/vendors", { key, body: draft });
  const vendor = `/v1/vendors/${made.one(Vendor).id}`;
  await costs.call("flat", "GET", vendor, { key });
  const whole = { ...draft, externalId: `new-${id}`, state: "ACTIVE" };
  await costs.call("flat", "PUT", vendor, { key, body: whole });
  await costs.call("flat", "POST", `${vendor}:activate`, { key, body: { externalId: `new-${id}` } });
  await costs.call("flat", "POST", `${vendor}:archive`, { key });
  const search = { key, body: { codes: ["V1", "V2"] } };
  await costs.call("linear", "POST", "/v1/vendors:search?limit=10", search);
}

/** Every call about organisations, companies and keys. */
export async function callTenants(
  costs: CostLedger,
  { id, organisationId, key, entryIds }: Subject,
  adminKey: string,
): Promise<void> {
  const admin = { key: adminKey };
  await findByIdAlone(costs, admin, { id, entryIds });
  const made = await costs.call("flat", "POST", "/platform/v1/organisations", {
    ...admin,
    body: { name: "New" },
  });
  await costs.call("flat", "GET", `/platform/v1/organisations/${made.one(Organisation).id}`, admin);
  await callList(costs, "/platform/v1/organisations", adminKey);
  const body = { name: "New", defaultCurrency: "EUR", organisationId };
  const company = (await costs.call("flat", "POST", "/platform/v1/companies", { ...admin, body })).one(
    Company,
  );
  await costs.call("flat", "GET", `/platform/v1/companies/${company.id}`, admin);
  const change = { ...admin, body: { requiredForExport: ["receipt"] } };
  await costs.call("flat", "PATCH", `/platform/v1/companies/${company.id}`, change);
  await callList(costs, "/platform/v1/companies", adminKey);
  const draft = { name: "New", companyId: id, scopes: ["export-jobs:read"] };
  const keyMade = await costs.call("flat", "POST", "/platform/v1/keys", { ...admin, body: draft });
  await callList(costs, "/platform/v1/keys", adminKey);
  const { data } = keyMade.body as { data: { id: string } };
  await costs.call("flat", "DELETE", `/platform/v1/keys/${data.id}`, admin);
  await costs.call("flat", "GET", "/v1/introspect", { key });
  await costs.call("flat", "GET", "/health/ready", {});
}

/** Every call about subscriptions, deliveries and events. */
export async function callWebhooks(
  costs: CostLedger,
  server: TestServer,
  { id, key, subscriptionId }: Subject,
): Promise<void> {
  const body = { endpointUrl: "https://erp.example.com/other", eventTypes: ["v1.export-job.started"] };
  const made = await costs.call("flat", "POST", "/v1/subscriptions", { key, body });
  const other = `/v1/subscriptions/${made.one(Subscription).id}`;
  await costs.call("flat", "GET", "/v1/subscriptions", { key });
  await costs.call("flat", "GET", other, { key });
  await costs.call("flat", "GET", `${other}/secret`, { key });
  await costs.call("flat", "PUT", other, { key, body });
  await costs.call("flat", "DELETE", other, { key });
  const platform = `/platform/v1/subscriptions/${subscriptionId}`;
  await callList(costs, `/v1/subscriptions/${subscriptionId}/activities`, key);
  await costs.call("flat", "PATCH", `${platform}/settings`, { key, body: { envelope: "flat" } });
  await costs.call("flat", "POST", `${platform}:rotate-secret`, { key });
  await costs.call("flat", "POST", `${platform}:test`, { key });
  await callList(costs, `${platform}/deliveries`, key);
  await costs.call("linear", "GET", `${platform}/deliveries?limit=10&status=failed`, { key }, "failed");
  const [delivery] = await server.database.read("system", (sql) =>
    sql.query<{ id: string }>({
      text: "SELECT id FROM deliveries WHERE company_id = $1 AND status = 'failed' LIMIT 1",
      values: [id],
    }),
  );
  await costs.call("flat", "POST", `/platform/v1/deliveries/${delivery?.id ?? ""}:redeliver`, { key });
  const range = { key, body: { since: "2025-05-01T00:00:00Z" } };
  await costs.call("linear", "POST", `${platform}:redeliver`, range);
  await costs.call("flat", "GET", `/platform/v1/companies/${id}/events?after=5&limit=10`, { key });
}

/** What a key that reaches several companies asks for without naming the company. */
async function findByIdAlone(
  costs: CostLedger,
  admin: TestRequest,
  { id, entryIds }: Pick<Subject, "id" | "entryIds">,
): Promise<void> {
  const find = (path: string) => costs.call("flat", "GET", path, admin, "by id alone");
  await find(`/platform/v1/entries/${entryIds[0]}`);
  const body = { accountingEntryIds: entryIds };
  await costs.call(
    "linear",
    "POST",
    "/v3/export-job-items:search?limit=10",
    { ...admin, body },
    "by ids alone",
  );
  const jobs = await costs.call("linear", "GET", `/v3/export-jobs?limit=1&company_id=${id}`, admin, "of one");
  for (const job of jobs.list(ExportJob)) await find(`/v3/export-jobs/${job.id}`);
  const search = { ...admin, body: {} };
  const path = `/v1/vendors:search?limit=1&company_id=${id}`;
  const vendors = await costs.call("linear", "POST", path, search, "of one");
  for (const vendor of vendors.list(Vendor)) await find(`/v1/vendors/${vendor.id}`);
}
