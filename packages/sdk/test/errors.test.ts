import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { ERROR_CODES, ERRORS } from "@ledgerport/contract";
import * as sdk from "../src/index.ts";
import { API_KEY, testClient } from "./support/client.ts";
import { id } from "./support/resources.ts";
import { answer, page, refuse, reset, script } from "./support/scripted-server.ts";

const CLASS_OF_STATUS = new Map<number, typeof sdk.ApiError>([
  [400, sdk.BadRequestError],
  [401, sdk.UnauthorizedError],
  [403, sdk.ForbiddenError],
  [404, sdk.NotFoundError],
  [409, sdk.ConflictError],
  [413, sdk.TooLargeError],
  [422, sdk.UnprocessableError],
  [429, sdk.RateLimitError],
  [500, sdk.ServerError],
  [503, sdk.ServerError],
]);

for (const code of ERROR_CODES) {
  const { status } = ERRORS[code];
  test(`${code} is an error of the class of its status, ${status}`, async (t) => {
    const server = await script(t, refuse(status, code));
    const { client } = testClient(server.baseUrl, { retries: 0 });
    await assert.rejects(client.exportJobs.get(id(900)), (error) => {
      assert.ok(error instanceof (CLASS_OF_STATUS.get(status) ?? sdk.ApiError));
      assert.deepEqual([error.status, error.type, error.message], [status, code, `it is ${code}`]);
      return true;
    });
  });
}

test("errors that integrations act on have a class of their own, named as it is", async (t) => {
  const classes = {
    EXPORT_ALREADY_IN_PROGRESS: sdk.ExportAlreadyInProgressError,
    EXPORT_JOB_STATUS_UNPROCESSABLE: sdk.ExportJobStatusUnprocessableError,
    EXPORT_NOT_FOUND: sdk.ExportJobNotFoundError,
    INVALID_EXPORT_JOB_STATUS_CHANGE: sdk.InvalidExportJobStatusChangeError,
    MISSING_CONTRA_ACCOUNTS: sdk.MissingContraAccountsError,
  } as const;
  for (const [code, ErrorClass] of Object.entries(classes)) {
    const server = await script(t, refuse(400, code));
    await assert.rejects(testClient(server.baseUrl).client.exportJobs.list(), (error) => {
      assert.ok(error instanceof ErrorClass);
      assert.equal(error.name, ErrorClass.name);
      return true;
    });
  }
});

test("an error carries what the answer says: parameter, request, details", async (t) => {
  const body = {
    type: "BAD_REQUEST",
    message: "no",
    param: "limit",
    requestId: "r-1",
    details: { ids: [1] },
  };
  const server = await script(t, answer(400, { ...body, more: true }));
  await assert.rejects(testClient(server.baseUrl).client.exportJobs.list(), (error) => {
    assert.ok(error instanceof sdk.ApiError);
    const { param, requestId, details } = error;
    assert.deepEqual(
      { param, requestId, details },
      { param: "limit", requestId: "r-1", details: { ids: [1] } },
    );
    return true;
  });
});

test("an error of a type that is not known yet is an error of its status", async (t) => {
  const server = await script(t, refuse(409, "SOMETHING_NEW"), refuse(418, "TEAPOT"));
  const { client } = testClient(server.baseUrl);
  await assert.rejects(client.exportJobs.list(), sdk.ConflictError);
  await assert.rejects(client.exportJobs.list(), (error) => {
    assert.ok(error instanceof sdk.ApiError);
    assert.deepEqual([error.constructor, error.type], [sdk.ApiError, "TEAPOT"]);
    return true;
  });
});

test("a page of something in between becomes an error with a short excerpt in one line", async (t) => {
  const style = "<style>body{color:red}</style>";
  const text = `<html>${style}<h1>403\r\nForbidden</h1>${"by the firewall ".repeat(100)}</html>`;
  const server = await script(t, page(403, text), page(404, ""), page(302, ""));
  const { client } = testClient(server.baseUrl);
  await assert.rejects(client.exportJobs.list(), (error) => {
    assert.ok(error instanceof sdk.ForbiddenError);
    assert.equal(error.type, "UNEXPECTED_ANSWER");
    assert.match(
      error.message,
      /^HTTP 403 with an answer that is not the API's: 403 Forbidden by the firewall/,
    );
    assert.ok(error.message.length < 300);
    return true;
  });
  await assert.rejects(client.exportJobs.list(), sdk.NotFoundError);
  await assert.rejects(client.exportJobs.list(), { status: 302, type: "UNEXPECTED_ANSWER" });
});

test("a successful answer that is not the API's is an error, never a result", async (t) => {
  for (const body of [{}, { data: {} }, { data: [], pagination: null }, [], null, "text"]) {
    const server = await script(t, answer(200, body));
    await assert.rejects(testClient(server.baseUrl).client.exportJobs.list(), { type: "UNEXPECTED_ANSWER" });
  }
});

test("the key is sent as a bearer token, and is in no error, no client that is printed and no URL", async (t) => {
  const server = await script(t, page(403, `<p>Blocked: Authorization: Bearer ${API_KEY}</p>`), reset);
  const { client } = testClient(server.baseUrl, { userAgent: "erp-bridge/2.1" });
  const errors = [
    await client.exportJobs.list().catch((error: unknown) => error),
    await client.exportJobs.create({ accountingEntryIds: [id(1)] }).catch((error: unknown) => error),
  ];
  assert.ok(errors[0] instanceof sdk.ForbiddenError);
  assert.match(errors[0].message, /Bearer \[key\]/);
  for (const seen of [...errors, client, client.platform.keys]) {
    assert.ok(!inspect(seen, { depth: 20, showHidden: true }).includes(API_KEY));
  }
  for (const { headers, target } of server.received) {
    assert.equal(headers.authorization, `Bearer ${API_KEY}`);
    assert.match(String(headers["user-agent"]), /^erp-bridge\/2\.1 ledgerport-sdk\//);
    assert.ok(!target.includes(API_KEY));
  }
});

test("options that can't be used are refused when the client is made, without showing the key", () => {
  const bad = [
    { baseUrl: "http://127.0.0.1:1", apiKey: `${API_KEY}\n` },
    { baseUrl: "http://127.0.0.1:1", apiKey: "" },
    { baseUrl: "127.0.0.1:1", apiKey: API_KEY },
    { baseUrl: "ftp://127.0.0.1", apiKey: API_KEY },
    { baseUrl: `http://${API_KEY}@127.0.0.1`, apiKey: API_KEY },
  ];
  for (const options of bad) {
    assert.throws(
      () => sdk.createClient(options),
      (error) => error instanceof TypeError && !inspect(error).includes(API_KEY),
    );
  }
});

test("a path in the base URL is kept", async (t) => {
  const server = await script(t, refuse(404, "EXPORT_NOT_FOUND"));
  for (const base of [`${server.baseUrl}/ledgerport`, `${server.baseUrl}/ledgerport/?x=1#y`]) {
    await assert.rejects(testClient(base).client.exportJobs.get("a/../b"), sdk.ExportJobNotFoundError);
  }
  assert.deepEqual(
    server.received.map(({ target }) => target),
    ["/ledgerport/v3/export-jobs/a%2F..%2Fb", "/ledgerport/v3/export-jobs/a%2F..%2Fb"],
  );
});

test("redirects are not followed: the key goes nowhere else", async (t) => {
  const other = await script(t, answer(200, { data: [] }));
  const server = await script(t, answer(307, undefined, { location: other.baseUrl }));
  await assert.rejects(testClient(server.baseUrl).client.exportJobs.list(), { status: 307 });
  assert.equal(other.received.length, 0);
});
