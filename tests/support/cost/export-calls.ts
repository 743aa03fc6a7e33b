import { API_VERSIONS, ExportJob } from "@ledgerport/contract";
import type { TestAnswer } from "@ledgerport/testkit";
import type { CostLedger } from "./ledger.ts";
import type { Subject } from "./subject.ts";

/** The page after the first one of ten. */
export function nextPage(first: TestAnswer, path: string): string {
  return `${path}&after=${first.pagination().endCursor ?? ""}`;
}

/** A list's first page, which may count the whole list, and the page behind it, which costs what it holds. */
export async function callList(
  costs: CostLedger,
  path: string,
  key: string,
  growth: "flat" | "linear" = "linear",
): Promise<void> {
  const whole = `${path}${path.includes("?") ? "&" : "?"}limit=10`;
  const first = await costs.call(growth, "GET", whole, { key }, "first page");
  if (first.pagination().hasNextPage) {
    await costs.call("flat", "GET", nextPage(first, whole), { key }, "next page");
  }
}

/** Every call of the Export API: for each version a job of all entries, from its creation to its end. */
export async function callExportApi(costs: CostLedger, subject: Subject): Promise<void> {
  for (const version of API_VERSIONS) await callVersion(costs, subject, version);
  await callWithItems(costs, subject);
}

async function callVersion(costs: CostLedger, { key, entryIds }: Subject, version: string): Promise<void> {
  const create = { key, body: { accountingEntryIds: entryIds, ...vendorBased(version) } };
  const jobId = (await costs.call("linear", "POST", `/${version}/export-jobs`, create)).one(ExportJob).id;
  const job = `/${version}/export-jobs/${jobId}`;
  await costs.call("flat", "GET", job, { key });
  await callList(costs, `/${version}/export-jobs`, key);
  await callList(costs, `/${version}/export-items?job_id=${jobId}`, key, "flat");
  await callList(costs, `${job}/items`, key, "flat");
  const tell = (event: string): Promise<TestAnswer> =>
    costs.call(
      event === "started" ? "flat" : "linear",
      "POST",
      `/${version}/export-job-events`,
      { key, body: { jobId, event } },
      event,
    );
  await tell("started");
  const hundred = entryIds.slice(0, 100);
  const updates = (status: string): object[] =>
    hundred.map((accountingEntryId) => ({ accountingEntryId, status }));
  await costs.call("flat", "PUT", `${job}/items`, { key, body: updates("in_progress") }, "in_progress");
  await costs.call("flat", "PUT", `${job}/items`, { key, body: updates("successful") }, "successful");
  await tell("completed");
}

/** v3 alone knows vendors. */
function vendorBased(version: string): object {
  return version === "v3" ? { options: { vendorBasedBookkeeping: true } } : {};
}

async function callWithItems(costs: CostLedger, { key, id, entryIds }: Subject): Promise<void> {
  const [entryId = ""] = entryIds;
  const platform = "/platform/v1/export-jobs";
  await costs.call("flat", "GET", `/v3/export-job-items?accounting_entry_id=${entryId}`, { key });
  const search = { key, body: { accountingEntryIds: entryIds.slice(0, 100) } };
  const found = await costs.call(
    "flat",
    "POST",
    "/v3/export-job-items:search?limit=10",
    search,
    "first page",
  );
  const next = nextPage(found, "/v3/export-job-items:search?limit=10");
  await costs.call("flat", "POST", next, search, "next page");
  const checked = { key, body: { accountingEntryIds: entryIds } };
  await costs.call("linear", "POST", `/platform/v1/companies/${id}/export-jobs:preflight`, checked);
  const made = await costs.call("linear", "POST", "/v3/export-jobs", checked, "again");
  const jobId = made.one(ExportJob).id;
  await costs.call("linear", "POST", `${platform}/${jobId}:cancel`, { key });
  const retried = await costs.call("linear", "POST", `${platform}/${jobId}:retry`, { key, body: {} });
  await callList(costs, `${platform}/${jobId}/history`, key);
  await costs.call(
    "linear",
    "POST",
    `${platform}/${retried.one(ExportJob).id}:cancel`,
    { key },
    "of a retry",
  );
  // Linear in the company's vendors alone, which are read once for all entries.
  const some = { key, body: { accountingEntryIds: entryIds.slice(0, 100) } };
  await costs.call("linear", "POST", `/platform/v1/companies/${id}/export-jobs:preflight`, some, "of some");
  const small = await costs.call("linear", "POST", "/v3/export-jobs", some, "of some");
  await costs.call("flat", "POST", `${platform}/${small.one(ExportJob).id}:cancel`, { key }, "of some");
}
