import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type TestDatabase, VirtualClock, testDatabase, withDatabase } from "@ledgerport/testkit";
import { createCompany } from "@ledgerport/engine";
import { type ServerConfig, defaults } from "../src/config/config.ts";
import { createLogger } from "../src/process/logger.ts";
import { StartError } from "../src/process/start-error.ts";
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
  const keys: string[] = [];
  const options = { logger: logTo(lines), onNewAdminKey: (secret: string) => void keys.push(secret) };
  const first = await startServer(config, options);
  const [adminKey = ""] = keys;
  try {
    assert.equal(member(lines[0], "url"), first.url);
    assert.match(adminKey, /^lp_\w{43}$/);
    const answer = await fetch(`${first.url}/v1/introspect`, {
      headers: { authorization: `Bearer ${adminKey}` },
    });
    assert.equal(answer.status, 200);
    assert.equal(member(lines[1], "operation"), "introspect");
    assert.equal(member(lines[1], "status"), 200);
  } finally {
    await first.close();
  }
  const second = await startServer(config, options);
  await second.close();
  assert.deepEqual(keys, [adminKey]);
  assert.ok(!lines.join("").includes(adminKey));
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

test("a start that fails stops what was started, says why, and has told the admin key that it made", async () => {
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-server-"));
  const first = await startServer({ ...defaults, port: 0, databaseUrl: base.url }, { logger: logTo([]) });
  const port = Number(new URL(first.url).port);
  const config = { ...defaults, port, dataDir: directory };
  try {
    const keys: string[] = [];
    const lines: string[] = [];
    const options = { logger: logTo(lines), onNewAdminKey: (secret: string) => void keys.push(secret) };
    await assert.rejects(startServer(config, options), {
      name: "AddressInUseError",
      message: `Another program listens on 127.0.0.1, port ${port}: stop it, or choose another PORT (0: a free one)`,
    });
    assert.deepEqual(
      lines.map((line) => member(line, "msg")),
      ["stopping: running requests finish"],
      "no connection counts as lost",
    );
    const second = await startServer({ ...config, port: 0 }, options);
    const answer = await fetch(`${second.url}/v1/introspect`, {
      headers: { authorization: `Bearer ${keys.join()}` },
    });
    assert.equal(answer.status, 200);
    await second.close();
  } finally {
    await first.close();
    await rm(directory, { recursive: true, force: true });
  }
});

test("what keeps a server from starting is said in one line, and names the variable, but no password", async () => {
  const cases: [Partial<ServerConfig>, RegExp][] = [
    [{ host: "192.0.2.1" }, /^The server can't listen on 192\.0\.2\.1, port 0 \(HOST, PORT\): /],
    [
      { databaseUrl: "postgres://u:secret@127.0.0.1:1/x" },
      /^The database can't be reached: .*ECONNREFUSED.* \(DATABASE_URL\)$/,
    ],
    [{ databaseUrl: "postgres://u:secret@[::bad/x" }, /^The database can't be reached: .* \(DATABASE_URL\)$/],
    [
      { databaseUrl: withDatabase(base.url, "absent") },
      /^The database can't be reached: database "absent" does not exist \(DATABASE_URL\)$/,
    ],
    [
      { databaseUrl: undefined, dataDir: "/dev/null" },
      /^The data directory \/dev\/null\/postgres can't be made: ENOTDIR/,
    ],
  ];
  for (const [changed, message] of cases) {
    const config = { ...defaults, port: 0, databaseUrl: base.url, ...changed };
    await assert.rejects(startServer(config, { logger: logTo([]) }), (error: unknown) => {
      assert.ok(error instanceof StartError, String(error));
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /secret|\n/);
      return true;
    });
  }
});
