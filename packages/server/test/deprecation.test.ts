import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ApiKey } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { MOST_KEYS_TOLD_APART } from "../src/metrics/deprecated-use.ts";
import { createMetrics } from "../src/metrics/metrics.ts";

const GUIDE = "https://ledgerport.example/guide";
const DAY = 86_400_000;

const deprecations = {
  v0: { since: new Date("2025-01-01T00:00:00Z"), sunset: new Date("2025-06-01T00:00:00Z"), retired: true },
  v1: { since: new Date("2025-02-01T12:00:00Z"), sunset: new Date("2025-06-02T00:00:00Z"), retired: false },
};

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer({ deprecations, migrationGuideUrl: GUIDE });
  company = await server.company();
});
after(() => server.close());

function headersOf({ headers }: TestAnswer): (string | null)[] {
  return ["deprecation", "sunset", "link"].map((name) => headers.get(name));
}

const LINK = `<${GUIDE}>; rel="deprecation", <${GUIDE}>; rel="sunset"`;
const ANNOUNCED = {
  v0: ["@1735689600", "Sun, 01 Jun 2025 00:00:00 GMT", LINK],
  v1: ["@1738411200", "Mon, 02 Jun 2025 00:00:00 GMT", LINK],
};

for (const version of ["v0", "v1"] as const) {
  test(`every answer of ${version} says since when it is deprecated, when it ends and where the guide is`, async () => {
    const { key } = company;
    const unable = await server.key({ companyId: company.id }, ["platform:read"]);
    const jobs = `/${version}/export-jobs`;
    const answers: [number, TestAnswer][] = [
      [200, await server.request("GET", jobs, { key })],
      [400, await server.request("GET", `${jobs}?limit=x`, { key })],
      [401, await server.request("GET", jobs)],
      [403, await server.request("GET", jobs, { key: unable })],
      [404, await server.request("GET", `${jobs}/${company.id}`, { key })],
      [415, await server.request("POST", jobs, { key, raw: "a", headers: { "content-type": "text/plain" } })],
    ];
    for (const [status, answer] of answers) {
      assert.equal(answer.status, status, answer.text);
      assert.deepEqual(headersOf(answer), ANNOUNCED[version], String(status));
    }
  });
}

test("v2, v3, introspection and the Platform API are not deprecated", async () => {
  const { key } = company;
  const paths = [
    "/v2/export-jobs",
    "/v3/export-jobs",
    "/v1/introspect",
    `/platform/v1/companies/${company.id}`,
  ];
  for (const path of paths) {
    const answer = await server.request("GET", path, { key });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(headersOf(answer), [null, null, null], path);
  }
});

test("requests in deprecated versions are counted by version and key, and no others", async () => {
  const { key, id } = await server.company();
  for (const path of ["/v0/export-jobs", "/v1/export-jobs", "/v1/export-jobs?limit=x", "/v3/export-jobs"]) {
    await server.request("GET", path, { key });
  }
  const keys = await server.request("GET", "/platform/v1/keys", { key });
  const keyId = keys.list(ApiKey)[0]?.id ?? assert.fail("the company has no key");
  const metrics = await server.request("GET", "/metrics");
  const lines = metrics.text.split("\n").filter((line) => line.includes(keyId));
  assert.deepEqual(lines.toSorted(), [
    `ledgerport_deprecated_requests_total{version="v0",key="${keyId}"} 1`,
    `ledgerport_deprecated_requests_total{version="v1",key="${keyId}"} 2`,
  ]);
  assert.ok(!metrics.text.includes(key) && !metrics.text.includes(id), "neither secrets nor companies");
});

test("the metric does not grow with every key there ever was", async () => {
  const metrics = createMetrics();
  for (let key = 0; key < MOST_KEYS_TOLD_APART + 5; key += 1) metrics.deprecatedUse("v0", `key-${key}`);
  metrics.deprecatedUse("v0", "key-0");
  const lines = (await metrics.registry.metrics())
    .split("\n")
    .filter((line) => line.includes('version="v0"'));
  assert.equal(lines.length, MOST_KEYS_TOLD_APART + 1);
  assert.ok(lines.includes('ledgerport_deprecated_requests_total{version="v0",key="other"} 5'));
  assert.ok(lines.includes('ledgerport_deprecated_requests_total{version="v0",key="key-0"} 2'));
});

test("a version that was switched off is 410 from its sunset on, with the way out", async (t) => {
  const own = await testServer({ deprecations, migrationGuideUrl: GUIDE });
  t.after(() => own.close());
  const { key, id } = await own.company();
  const get = (version: string) => own.request("GET", `/${version}/export-jobs`, { key });
  own.clock.advance(Date.parse("2025-06-01T00:00:00Z") - own.clock.now().getTime() - 1);
  assert.equal((await get("v0")).status, 200, "a millisecond before the sunset");

  own.clock.advance(1);
  const retired = await get("v0");
  assert.equal(retired.status, 410);
  assert.equal(retired.error().type, "API_VERSION_RETIRED");
  assert.match(retired.error().message, /v0 .*https:\/\/ledgerport\.example\/guide/);
  assert.deepEqual(retired.error().details, { version: "v0", migrationGuide: GUIDE });
  assert.deepEqual(headersOf(retired), ANNOUNCED.v0);
  const create = await own.request("POST", "/v0/export-jobs", { key, body: { accountingEntryIds: [id] } });
  assert.equal(create.status, 410, "nothing is done any more");
  assert.equal((await own.request("GET", "/v0/export-jobs")).status, 401, "only keys are told");
  for (const version of ["v1", "v2", "v3"]) assert.equal((await get(version)).status, 200, version);

  own.clock.advance(10 * DAY);
  assert.equal((await get("v1")).status, 200, "past its sunset, but not switched off");
});

test("without a guide of the operator's own, the link leads to the server's", async (t) => {
  const own = await testServer();
  t.after(() => own.close());
  const { key } = await own.company();
  const answer = await own.request("GET", "/v0/export-jobs", { key });
  const [, link = ""] = /^<([^>]+)>; rel="deprecation"/.exec(answer.headers.get("link") ?? "") ?? [];
  assert.ok(link.startsWith(own.address), link);
  const guide = await own.request("GET", link.slice(own.address.length));
  assert.equal(guide.status, 200, guide.text);
  assert.equal(guide.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(guide.text, /<h1 [^>]*>.*v0.*v3<\/h1>/);
});
