import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ExportItemV0,
  ExportItemV1,
  ExportItemV2,
  ExportJob,
  ExportJobItem,
  ExportJobItemUpdateAnswer,
  ExportJobItemUpdateAnswerV2,
  ExportJobItemV2,
} from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { createdJob } from "./support/rich-company.ts";

const OLDER = ["v2", "v1", "v0"] as const;
const itemSchemas = { v2: ExportItemV2, v1: ExportItemV1, v0: ExportItemV0 };
const SINCE_V3 = ["vendor_unknown", "account_unknown", "tax_code_unknown", "tag_unknown"];

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

function get({ key }: TestCompany, path: string): Promise<TestAnswer> {
  return server.request("GET", path, { key });
}

function create({ key }: TestCompany, version: string, accountingEntryIds: string[]): Promise<TestAnswer> {
  return server.request("POST", `/${version}/export-jobs`, { key, body: { accountingEntryIds } });
}

async function finish({ key }: TestCompany, version: string, jobId: string): Promise<void> {
  const body = { jobId, event: "failed" };
  const answer = await server.request("POST", `/${version}/export-job-events`, { key, body });
  assert.equal(answer.status, 202, answer.text);
}

function assertError(answer: TestAnswer, status: number, type: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.error().type, type, answer.text);
}

for (const version of OLDER) {
  test(`${version} creates, reads, reports and finishes a job as v3 does, without asking for contra accounts`, async () => {
    const company = await server.company();
    const ids = await importedIds(server, company, [entryRow("a"), entryRow("b")]);
    assertError(await create(company, "v3", ids), 400, "MISSING_CONTRA_ACCOUNTS");
    const jobId = await createdJob(server, company, version, ids);
    assertError(await get(company, "/v3/export-items"), 400, "MISSING_CONTRA_ACCOUNTS");

    const items = await get(company, `/${version}/export-items?job_id=${jobId}`);
    assert.equal(items.status, 200, items.text);
    assert.equal(items.list(itemSchemas[version]).length, 2);
    const put = await server.request("PUT", `/${version}/export-jobs/${jobId}/items`, {
      key: company.key,
      body: [{ accountingEntryId: ids[0], status: "successful", exportedAt: "2025-05-23T15:00:00+02:00" }],
    });
    assert.equal(put.status, 200, put.text);
    assert.equal(put.as(ExportJobItemUpdateAnswerV2).data[0]?.exportedAt, "2025-05-23T13:00:00Z");

    const job = await get(company, `/${version}/export-jobs/${jobId}`);
    assert.equal(job.status, 200, job.text);
    assert.deepEqual(
      job.body,
      (await get(company, `/v3/export-jobs/${jobId}`)).body,
      "a job is the same in all versions",
    );
    await finish(company, version, jobId);
    const left = await get(company, `/${version}/export-jobs/${jobId}/items?status=abandoned`);
    assert.equal(left.list(ExportJobItemV2)[0]?.accountingEntryId, ids[1]);
    assertError(
      await get(company, `/${version}/export-items?job_id=${jobId}`),
      422,
      "EXPORT_JOB_STATUS_UNPROCESSABLE",
    );
  });

  test(`${version} shows v3's failure types as accounting_system_validation_failure, and does not take them`, async () => {
    const company = await server.company();
    const ids = await importedIds(
      server,
      company,
      SINCE_V3.map((type) => entryRow(type)),
    );
    const jobId = await createdJob(server, company, version, ids);
    const path = `export-jobs/${jobId}/items`;
    const body = ids.map((accountingEntryId, index) => ({
      accountingEntryId,
      status: "failed",
      failureReason: "as said",
      failureReasonType: SINCE_V3[index],
    }));
    const refused = await server.request("PUT", `/${version}/${path}`, { key: company.key, body });
    const { data, errors } = refused.as(ExportJobItemUpdateAnswer);
    assert.deepEqual(data, []);
    assert.deepEqual(
      errors.map(({ type }) => type),
      SINCE_V3.map(() => "ACCOUNTING_ENTRY_UPDATE_FAILED"),
    );
    const taken = await server.request("PUT", `/v3/${path}`, { key: company.key, body });
    assert.equal(taken.as(ExportJobItemUpdateAnswer).data.length, SINCE_V3.length, taken.text);

    const typesIn = (answer: TestAnswer) => answer.list(ExportJobItem).map((item) => item.failureReasonType);
    assert.deepEqual(typesIn(await get(company, `/v3/${path}`)), SINCE_V3);
    const narrowed = SINCE_V3.map(() => "accounting_system_validation_failure");
    assert.deepEqual(typesIn(await get(company, `/${version}/${path}`)), narrowed);
    const again = await server.request("PUT", `/${version}/${path}`, {
      key: company.key,
      body: [{ accountingEntryId: ids[0], status: "failed", failureReasonType: "validation_failure" }],
    });
    assert.deepEqual(typesIn(again), ["validation_failure"], "other types stay as they are");
  });

  test(`${version} can't show wallets of several currencies; v3 can`, async () => {
    const company = await server.company();
    const contra = ["EUR", "SEK"].map((currency) => ({ currency, name: currency }));
    await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
      key: company.key,
      body: contra,
    });
    const krona = { amount: { inWalletCurrency: { currency: "SEK", value: 1 } } };
    const ids = await importedIds(server, company, [entryRow("eur"), entryRow("sek", krona)]);
    await createdJob(server, company, version, ids);
    const answer = await get(company, `/${version}/export-items`);
    assertError(answer, 400, "UNSUPPORTED_API_VERSION");
    assert.deepEqual(answer.error().details?.["currencies"], ["EUR", "SEK"]);
    assert.equal((await get(company, "/v3/export-items")).status, 200);
  });

  test(`${version} lists jobs by the deprecated status, alone or beside statuses`, async () => {
    const company = await server.company();
    const ids = await importedIds(server, company, [entryRow("a")]);
    const failed = await createdJob(server, company, version, ids);
    await finish(company, version, failed);
    const pending = await createdJob(server, company, version, ids);
    const listed = async (query: string) => {
      const answer = await get(company, `/${version}/export-jobs?${query}`);
      assert.equal(answer.status, 200, answer.text);
      return answer.list(ExportJob).map((job) => job.id);
    };
    assert.deepEqual(await listed("status=failed"), [failed]);
    assert.deepEqual(await listed("status=completed"), []);
    assert.deepEqual(await listed("statuses=pending&status=failed"), [failed, pending]);
    assert.deepEqual(await listed("statuses=pending"), [pending]);
    assertError(await get(company, `/${version}/export-jobs?status=done`), 400, "BAD_REQUEST");
  });

  test(`${version} has no newest item and no search`, async () => {
    const company = await server.company();
    assertError(
      await get(company, `/${version}/export-job-items?accounting_entry_id=${company.id}`),
      404,
      "NOT_FOUND",
    );
  });
}

test("v3 ignores status: it is an unknown parameter there", async () => {
  const company = await server.company();
  const ids = await importedIds(server, company, [entryRow("a")]);
  const jobId = await createdJob(server, company, "v2", ids);
  const answer = await get(company, "/v3/export-jobs?status=failed");
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(
    answer.list(ExportJob).map((job) => job.id),
    [jobId],
  );
});

for (const type of ["personal_spend", "fee"]) {
  test(`v0 has no words for ${type}: refused at creation, unsupported at reading; v1 takes it`, async () => {
    const company = await server.company();
    const ids = await importedIds(server, company, [entryRow("known"), entryRow("unknown", { type })]);
    const refused = await create(company, "v0", ids);
    assertError(refused, 422, "UNSUPPORTED_ACCOUNTING_ENTRY_TYPE");
    assert.deepEqual(refused.error().details, { types: [type], accountingEntryIds: [ids[1]] });
    const jobs = await get(company, "/v0/export-jobs");
    assert.deepEqual(jobs.list(ExportJob), [], "nothing was created");

    await createdJob(server, company, "v1", ids);
    const unreadable = await get(company, "/v0/export-items");
    assertError(unreadable, 400, "UNSUPPORTED_API_VERSION");
    assert.deepEqual(unreadable.error().details, { types: [type] });
    const readable = await get(company, "/v1/export-items");
    assert.equal(readable.status, 200, readable.text);
    assert.deepEqual(
      readable.list(ExportItemV1).map((item) => item.type),
      ["card_purchase", type],
    );
  });
}
