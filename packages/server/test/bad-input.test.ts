import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Entry } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

const ENTRY = "0197a3c2-7000-7b00-8c00-000000000001";

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer();
  company = await server.company();
});
after(() => server.close());

function post(path: string, body: unknown): Promise<TestAnswer> {
  return server.request("POST", path, { key: company.key, body });
}

function postRaw(path: string, raw: RequestInit["body"], contentType?: string): Promise<TestAnswer> {
  const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
  return server.request("POST", path, { key: company.key, raw, headers });
}

function assertError(answer: TestAnswer, status: number, type: string, param?: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.error().type, type, answer.text);
  assert.equal(answer.error().param, param, answer.text);
  assert.equal(typeof answer.error().message, "string");
  assert.equal(answer.headers.get("content-type"), "application/json; charset=utf-8");
  assert.ok(answer.headers.get("ratelimit"), "every answer says where the caller stands");
}

test("malformed JSON is 400 and says where", async () => {
  for (const raw of ["{", '{"a":}', "nonsense", '{"a":1}}', "\uFEFF{"]) {
    assertError(await postRaw("/v3/export-jobs", raw, "application/json"), 400, "BAD_REQUEST");
  }
  const answer = await postRaw("/v3/export-jobs", '{"a":}', "application/json");
  assert.match(answer.error().message, /not valid JSON: Unexpected token/);
});

test("a body that is not UTF-8 is 400", async () => {
  const raw = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  assertError(await postRaw("/v3/export-jobs", raw, "application/json"), 400, "BAD_REQUEST");
});

test("a body with a byte order mark is taken, and so is a charset", async () => {
  const raw = `\uFEFF${JSON.stringify({ jobId: ENTRY, event: "started" })}`;
  assertError(
    await postRaw("/v3/export-job-events", raw, "application/json;charset=UTF-8"),
    404,
    "EXPORT_NOT_FOUND",
    "jobId",
  );
});

test("another media type is 415, and no body at all is a missing one", async () => {
  assertError(
    await postRaw("/v3/export-jobs", "a=b", "application/x-www-form-urlencoded"),
    415,
    "UNSUPPORTED_MEDIA_TYPE",
  );
  assertError(await postRaw("/v3/export-jobs", "text", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
  assertError(
    await postRaw("/v3/export-jobs", "", "application/json"),
    400,
    "REQUIRED_PARAMETER_MISSING",
    "body",
  );
  assertError(await postRaw("/v3/export-jobs", undefined), 400, "REQUIRED_PARAMETER_MISSING", "body");
});

test("a call without a body does not mind one", async () => {
  const path = `/platform/v1/entries/${ENTRY}:reopen`;
  assertError(await postRaw(path, "a=b", "application/x-www-form-urlencoded"), 404, "ENTRY_NOT_FOUND");
  assertError(await postRaw(path, "{", "application/json"), 404, "ENTRY_NOT_FOUND");
});

test("a body of 40 MB is 413, and the connection lives to say so", async () => {
  const raw = Buffer.alloc(40 * 1024 * 1024, " ");
  assertError(await postRaw("/v3/export-jobs", raw, "application/json"), 413, "PAYLOAD_TOO_LARGE");
});

test("a job of 100,000 ids fits, one of 100,001 is too large", async () => {
  const ids = Array.from(
    { length: 100_001 },
    (_, n) => `0197a3c2-7000-7b00-8c00-${String(n).padStart(12, "0")}`,
  );
  assertError(
    await post("/v3/export-jobs", { accountingEntryIds: ids.slice(1) }),
    404,
    "EXPORT_ENTRY_NOT_FOUND",
    "accountingEntryIds",
  );
  assertError(
    await post("/v3/export-jobs", { accountingEntryIds: ids }),
    413,
    "EXPORT_JOB_SIZE_LIMIT",
    "accountingEntryIds",
  );
});

test("wrong types and values are 400 and the field is named", async () => {
  const cases: [unknown, string, string?][] = [
    [[], "BAD_REQUEST"],
    ["text", "BAD_REQUEST"],
    [{}, "REQUIRED_PARAMETER_MISSING", "accountingEntryIds"],
    [{ accountingEntryIds: [] }, "REQUIRED_PARAMETER_MISSING", "accountingEntryIds"],
    [{ accountingEntryIds: ENTRY }, "BAD_REQUEST", "accountingEntryIds"],
    [{ accountingEntryIds: [ENTRY, "nonsense"] }, "BAD_REQUEST", "accountingEntryIds[1]"],
    [{ accountingEntryIds: [ENTRY], isInteractive: "true" }, "BAD_REQUEST", "isInteractive"],
    [
      { accountingEntryIds: [ENTRY], options: { vendorBasedBookkeeping: 1 } },
      "BAD_REQUEST",
      "options.vendorBasedBookkeeping",
    ],
  ];
  for (const [body, type, param] of cases) assertError(await post("/v3/export-jobs", body), 400, type, param);
  const answer = await post("/v3/export-jobs", { accountingEntryIds: ["nonsense"] });
  assert.equal(answer.error().message, "accountingEntryIds[0] must be a UUID");
});

test("unknown properties are ignored by the Export API and refused by the Platform API", async () => {
  const job = await post("/v3/export-jobs", {
    accountingEntryIds: [ENTRY],
    surprise: 1,
    __proto__: { x: 1 },
  });
  assertError(job, 404, "EXPORT_ENTRY_NOT_FOUND", "accountingEntryIds");
  const key = await post("/platform/v1/keys", {
    name: "k",
    companyId: company.id,
    scopes: ["platform:read"],
    surprise: 1,
  });
  assertError(key, 400, "BAD_REQUEST", "surprise");
  assert.equal(key.error().message, "surprise is not known here");
});

test("NUL and half characters are refused wherever they stand, and named", async () => {
  const [entry = ""] = await importedIds(server, company, [entryRow("nul")]);
  const patch = (body: unknown) =>
    server.request("PATCH", `/platform/v1/entries/${entry}`, { key: company.key, body });
  assertError(await patch({ note: "a\0b" }), 400, "BAD_REQUEST", "note");
  assertError(await patch({ supplier: { name: "\ud800" } }), 400, "BAD_REQUEST", "supplier.name");
  assertError(await patch({ attendees: ["x", "\0"] }), 400, "BAD_REQUEST", "attendees[1]");
  assert.equal((await patch({ note: "a 😀 stays" })).one(Entry).note, "a 😀 stays");
  const event = { jobId: ENTRY, event: "failed", failureReason: "\0" };
  assertError(await post("/v3/export-job-events", event), 400, "BAD_REQUEST", "failureReason");
  const entries = `/platform/v1/companies/${company.id}/entries`;
  assertError(
    await server.request("GET", `${entries}?q=a%00b`, { key: company.key }),
    400,
    "BAD_REQUEST",
    "q",
  );
});

test("query parameters have their types, and unknown ones are ignored", async () => {
  const get = (query: string) => server.request("GET", `/v3/export-jobs?${query}`, { key: company.key });
  assert.equal((await get("surprise=1&statuses=failed&statuses=pending")).status, 200);
  assert.equal((await get("statuses=failed,pending")).status, 200);
  assertError(await get("statuses=failed,nonsense"), 400, "BAD_REQUEST", "statuses[1]");
  assertError(await get("company_id=nonsense"), 400, "BAD_REQUEST", "company_id");
  assertError(
    await get(`company_id=${company.id}&company_id=${company.id}`),
    400,
    "BAD_REQUEST",
    "company_id",
  );
  const missing = await server.request("GET", "/v3/export-job-items", { key: company.key });
  assertError(missing, 400, "REQUIRED_PARAMETER_MISSING", "accounting_entry_id");
});

test("an id in the path that is none is 400, an unknown path 404, a known path with another method 405", async () => {
  const get = (path: string) => server.request("GET", path, { key: company.key });
  assertError(await get("/v3/export-jobs/nonsense"), 400, "BAD_REQUEST", "jobId");
  assertError(await get("/v3/nonsense"), 404, "NOT_FOUND");
  assertError(await get("/platform/"), 404, "NOT_FOUND");
  const patched = await server.request("PATCH", "/v3/export-jobs", { key: company.key });
  assertError(patched, 405, "METHOD_NOT_ALLOWED");
  assert.equal(patched.headers.get("allow"), "GET, POST");
  assertError(await get("/v3/export-jobs/%zz"), 400, "BAD_REQUEST");
  assertError(await get(`/v3/export-jobs/${"x".repeat(1000)}`), 400, "BAD_REQUEST", "jobId");
});

test("an update of more than 100 items is 413, and one that is no list is refused whole", async () => {
  const updates = Array.from({ length: 101 }, () => ({ accountingEntryId: ENTRY, status: "successful" }));
  const put = (body: unknown) =>
    server.request("PUT", `/v3/export-jobs/${ENTRY}/items`, { key: company.key, body });
  assertError(await put(updates), 413, "EXPORT_JOB_ITEMS_UPDATE_LIMIT");
  assertError(await put({ accountingEntryId: ENTRY, status: "successful" }), 400, "BAD_REQUEST");
  assertError(await put([]), 404, "EXPORT_NOT_FOUND", "jobId");
});

test("what goes wrong inside is a 500 that says nothing but where to look", async () => {
  const broken = await testServer();
  try {
    const { key } = await broken.company();
    await broken.database.write("system", "system:test", (tx) =>
      tx.query({ text: "ALTER TABLE export_jobs RENAME TO secret_table" }),
    );
    const answer = await broken.request("GET", "/v3/export-jobs", { key });
    assert.equal(answer.status, 500);
    assert.deepEqual(Object.keys(answer.error()), ["type", "message", "requestId"]);
    assert.equal(answer.error().requestId, answer.headers.get("x-request-id"));
    assert.doesNotMatch(answer.text, /export_jobs|relation|stack|\.ts/i);
  } finally {
    await broken.close();
  }
});

test("a text of the wrong form is refused with one that has it, and a number with its limit", async () => {
  const refused = async (path: string, method: string, body: unknown): Promise<string> => {
    const answer = await server.request(method, path, { key: company.key, body });
    assert.equal(answer.status, 400, answer.text);
    return answer.error().message;
  };
  const vendor = { name: "x", defaultCurrency: "euro" };
  assert.match(await refused("/v1/vendors", "POST", vendor), /^defaultCurrency must be text such as SEK, /);
  const rate = [{ code: "A", name: "20 %", rate: 20, type: "inclusive" }];
  const path = `/platform/v1/companies/${company.id}/tax-codes`;
  assert.equal(await refused(path, "PUT", rate), "[0].rate must be at most 10");
});

test("of members of which one is needed, all are named when none is there", async () => {
  const key = await server.request("POST", "/platform/v1/keys", {
    key: server.adminKey,
    body: { name: "erp", scopes: ["platform:read"] },
  });
  assertError(key, 400, "REQUIRED_PARAMETER_MISSING", "companyId");
  assert.equal(key.error().message, "companyId or organisationId is missing");
  const event = await post("/v3/export-job-events", { event: "started" });
  assert.equal(event.error().message, "jobId or exportJobId is missing");
  const both = await server.request("POST", "/platform/v1/keys", {
    key: server.adminKey,
    body: {
      name: "erp",
      scopes: ["platform:read"],
      companyId: company.id,
      organisationId: await server.organisation(),
    },
  });
  assertError(both, 400, "BAD_REQUEST", "organisationId");
});
