import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SCOPES } from "@ledgerport/contract";
import {
  type Database,
  createApiKey,
  createCompany,
  createOrganisation,
  ensureAdminKey,
} from "@ledgerport/engine";
import {
  type AppConfig,
  DiskFileStore,
  createApp,
  createLogger,
  defaults,
  listeningUrl,
} from "@ledgerport/server";
import { TestAnswer } from "./answer.ts";
import { recordAnswer } from "./covered-answers.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

/** One request of a test; what is left out is not sent. */
export interface TestRequest {
  /** An API key, sent as a Bearer token. */
  key?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is; with a content-type in `headers`. */
  raw?: RequestInit["body"];
  headers?: Record<string, string>;
}

/** A company made for a test, with a key that may do everything in it. */
export interface TestCompany {
  id: string;
  key: string;
}

/** A running app on a database of its own, on a virtual clock, checking all its answers against the contract. */
export interface TestServer extends TestDatabase {
  /** Where it listens; `url` is the database's. */
  address: string;
  adminKey: string;
  /** Where the bytes of receipts are kept. */
  filesDirectory: string;
  request(method: string, path: string, request?: TestRequest): Promise<TestAnswer>;
  company(options?: { organisationId?: string; defaultCurrency?: string }): Promise<TestCompany>;
  organisation(): Promise<string>;
  /** A key with these scopes; of a company or of an organisation. */
  key(owner: { companyId: string } | { organisationId: string }, scopes: readonly string[]): Promise<string>;
}

const ADMIN_KEY = "test-admin-key-0123456789";
const ACTOR = "system:test";

/**
 * Starts the app in this process. The rate limit is out of the way unless `config` says otherwise. `reached` is the
 * database that the app goes to, in place of the one that the server has for the test; the caller closes it.
 */
export async function testServer(config: Partial<AppConfig> = {}, reached?: Database): Promise<TestServer> {
  const base = await testDatabase();
  const { database, clock } = base;
  await database.write("system", ACTOR, (tx) => ensureAdminKey(tx, ADMIN_KEY));
  const filesDirectory = await mkdtemp(join(tmpdir(), "ledgerport-files-"));
  const app = await createApp({
    database: reached ?? database,
    clock,
    files: new DiskFileStore(filesDirectory),
    // What the app takes for an error is seen where the test fails.
    logger: createLogger(clock, { level: "error", stream: process.stderr }),
    config: { ...defaults, rateLimit: 1_000_000, checkResponses: true, ...config },
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = listeningUrl(app);

  const key: TestServer["key"] = async (owner, scopes) => {
    const made = await database.write("system", ACTOR, (tx) =>
      createApiKey(tx, { name: "test", ...owner, scopes }),
    );
    return made.secret;
  };

  return {
    ...base,
    address,
    adminKey: ADMIN_KEY,
    filesDirectory,
    key,
    async request(method, path, request = {}) {
      const answer = await send(`${address}${path}`, method, request);
      recordAnswer(method, path, answer);
      return answer;
    },
    async company({ organisationId, defaultCurrency = "EUR" } = {}) {
      const { id } = await database.write("system", ACTOR, (tx) =>
        createCompany(tx, { name: "Test company", defaultCurrency, organisationId }),
      );
      return { id, key: await key({ companyId: id }, SCOPES) };
    },
    async organisation() {
      const { id } = await database.write("system", ACTOR, (tx) =>
        createOrganisation(tx, { name: "Test group" }),
      );
      return id;
    },
    async close() {
      await app.close();
      await base.close();
      await rm(filesDirectory, { recursive: true });
    },
  };
}

async function send(url: string, method: string, request: TestRequest): Promise<TestAnswer> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(request.key === undefined ? {} : { authorization: `Bearer ${request.key}` }),
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    ...(request.raw === undefined ? {} : { body: request.raw, duplex: "half" }),
  });
  return new TestAnswer(answer.status, answer.headers, await answer.text());
}
