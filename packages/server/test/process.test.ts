import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type TestDatabase, VirtualClock, testDatabase } from "@ledgerport/testkit";
import { createCompany } from "@ledgerport/engine";
import { defaults } from "../src/config/config.ts";
import { createLogger } from "../src/process/logger.ts";
import { startServer } from "../src/process/start-server.ts";

let base: TestDatabase;

before(async () => {
  base = await testDatabase();
});
after(() => base.close());

function logTo(lines: string[], clock = new VirtualClock()) {
  return createLogger(clock, { stream: { write: (line) => void lines.push(line) } });
}

const member = (line: string | undefined, name: string): unknown => {
  const parsed: unknown = JSON.parse(line ?? "{}");
  return Reflect.get(Object(parsed), name);
};

test("a server says its address in its first line, makes the admin key once, and writes no secret into the log", async () => {
  const lines: string[] = [];
  const config = { ...defaults, port: 0, databaseUrl: base.url };
  const first = await startServer(config, { logger: logTo(lines) });
  try {
    assert.equal(member(lines[0], "url"), first.url);
    assert.match(first.newAdminKey ?? "", /^lp_\w{43}$/);
    const answer = await fetch(`${first.url}/v1/introspect`, {
      headers: { authorization: `Bearer ${first.newAdminKey}` },
    });
    assert.equal(answer.status, 200);
    assert.equal(member(lines[1], "operation"), "introspect");
    assert.equal(member(lines[1], "status"), 200);
  } finally {
    await first.close();
  }
  const second = await startServer(config, { logger: logTo(lines) });
  await second.close();
  assert.equal(second.newAdminKey, undefined);
  assert.ok(!lines.join("").includes(first.newAdminKey ?? "-"));
});

test("a server that stops lets the running request finish, and is gone afterwards", async () => {
  const stopping = Promise.withResolvers<void>();
  const stream = { write: (line: string) => (line.includes("stopping") ? stopping.resolve() : undefined) };
  const adminKey = "admin-key-of-this-test";
  const server = await startServer(
    { ...defaults, port: 0, databaseUrl: base.url, adminKey },
    { logger: createLogger(new VirtualClock(), { stream }) },
  );
  const company = await base.database.write("system", "system:test", (tx) =>
    createCompany(tx, { name: "c", defaultCurrency: "EUR" }),
  );
  const upload = request(`${server.url}/platform/v1/companies/${company.id}/entries:import`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${adminKey}`,
      "content-type": "application/x-ndjson",
      expect: "100-continue",
    },
  });
  upload.flushHeaders();
  // The server has begun with the request when it asks for the body.
  await once(upload, "continue");
  const row = {
    externalRef: "late",
    type: "fee",
    date: "2025-05-22",
    amount: { inWalletCurrency: { currency: "EUR", value: 1 } },
  };
  upload.write(`${JSON.stringify(row)}\n`);
  const closed = server.close();
  await stopping.promise;
  const answered = Promise.withResolvers<IncomingMessage>();
  upload.once("response", answered.resolve).once("error", answered.reject);
  upload.end();
  const answer = await answered.promise;
  let text = "";
  for await (const part of answer) text += String(part);
  assert.equal(answer.statusCode, 200, text);
  assert.equal(answer.headers.connection, "close");
  assert.partialDeepStrictEqual(JSON.parse(text), { data: { created: 1 } });
  await closed;
  await assert.rejects(fetch(`${server.url}/health/live`));
  await server.close();
});

test("without DATABASE_URL the server brings its own database, also into a path with spaces", async () => {
  const directory = await mkdtemp(join(tmpdir(), "ledgerport server "));
  const config = { ...defaults, port: 0, dataDir: join(directory, "data dir") };
  try {
    const server = await startServer(config, { logger: logTo([]) });
    assert.equal((await fetch(`${server.url}/health/ready`)).status, 200);
    await server.close();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test("what was started is stopped again when the rest fails", async () => {
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-server-"));
  const first = await startServer({ ...defaults, port: 0, databaseUrl: base.url }, { logger: logTo([]) });
  const port = Number(new URL(first.url).port);
  const config = { ...defaults, port, dataDir: directory };
  try {
    await assert.rejects(startServer(config, { logger: logTo([]) }), { code: "EADDRINUSE" });
    const second = await startServer({ ...config, port: 0 }, { logger: logTo([]) });
    await second.close();
  } finally {
    await first.close();
    await rm(directory, { recursive: true, force: true });
  }
});
