import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

test("a server that can answer is live and ready", async () => {
  for (const path of ["/health/live", "/health/ready"]) {
    const answer = await server.request("GET", path);
    assert.deepEqual([answer.status, answer.body], [200, { data: { status: "ok" } }]);
  }
});

test("metrics count the answers by operation and status", async () => {
  await server.request("GET", "/v3/export-jobs");
  const answer = await server.request("GET", "/metrics");
  assert.equal(answer.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.match(answer.text, /ledgerport_http_requests_total\{operation="listExportJobs",status="401"\} 1/);
  assert.match(
    answer.text,
    /ledgerport_http_request_duration_seconds_bucket\{le="0.001",operation="getLiveness"\}/,
  );
});

test("the descriptions are there: all of it, each version, and nothing else", async () => {
  for (const path of ["/openapi.json", "/openapi/v3.json", "/openapi/platform.json"]) {
    const answer = await server.request("GET", path);
    assert.equal(answer.status, 200, answer.text);
    assert.partialDeepStrictEqual(answer.body, { openapi: "3.1.0", servers: [{ url: server.address }] });
  }
  const unknown = await server.request("GET", "/openapi/v9.json");
  assert.equal(unknown.status, 400);
  assert.equal(unknown.error().param, "document");
});

test("the reference page and all that it loads come from the server itself", async () => {
  const page = await server.request("GET", "/docs");
  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
  const loaded = [...page.text.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)].map(([, at]) => at);
  assert.deepEqual(loaded, [
    "data:,",
    "docs/swagger-ui.css",
    "docs/page.css",
    "docs/reference.css",
    "docs/scheme.js",
    "docs/swagger-ui-bundle.js",
    "docs/reference.js",
  ]);
  for (const file of loaded.slice(1)) {
    const answer = await server.request("GET", `/${file}`);
    assert.equal(answer.status, 200, file);
    assert.match(answer.headers.get("content-type") ?? "", /^text\/(?:javascript|css); charset=utf-8$/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  }
});

test("a browser may load nothing for the reference page from elsewhere, and run nothing inline", async () => {
  const page = await server.request("GET", "/docs");
  const policy = page.headers.get("content-security-policy") ?? "";
  const sources = new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...allowed] = directive.split(" ");
      return [name, allowed.join(" ")];
    }),
  );
  assert.equal(sources.get("default-src"), "'none'");
  assert.equal(sources.get("script-src"), "'self'");
  assert.equal(sources.get("connect-src"), "'self'");
  assert.doesNotMatch(policy, /https?:|\*/);
  assert.doesNotMatch(page.text, /https?:\/\/|<script>|<style|\son\w+=/);
});

test("a HEAD request gets a GET's headers and no body", async () => {
  const answer = await server.request("HEAD", "/health/live");
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.text, "");
});
