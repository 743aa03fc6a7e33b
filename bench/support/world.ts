import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@ledgerport/postgres";
import pg from "pg";
import { copyEntries } from "./bare-entries.ts";
import { type Child, startChild } from "./child.ts";
import { Company, jobBody } from "./company.ts";
import { HttpClient } from "./http-client.ts";
import type { Statistics } from "./report.ts";
import { referenceData } from "./rows.ts";

/** What `ledgerport serve` starts its Node with (packages/cli/bin). */
const SERVER_FLAGS = ["--max-semi-space-size=16", "--initial-old-space-size=128"];
const ADMIN_KEY = "benchmark-admin-key-0123456789";

/** A fresh database with production's durability, and a server on it in a process of its own. */
export interface World {
  /** Connects to the same database as a superuser: bare SQL, to which row-level security does not apply. */
  bareUrl: string;
  /** One connection by that URL. */
  bare: pg.Client;
  server: Child;
  adminKey: string;
  /** Makes a company with reference data and a key of its own. */
  company(): Promise<Company>;
  /** Lets everything become as it is after a minute: written out and, unless the statistics are old, known to the planner. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Entries that old statistics know of. */
const OLD_ENTRIES = 1000;

/** Starts a world; `env` is added to the server's settings. What it takes is given back by `close`. */
export async function startWorld(
  statistics: Statistics,
  env: Readonly<Record<string, string>> = {},
): Promise<World> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const dataDirectory = await mkdtemp(join(tmpdir(), "ledgerport-bench-"));
    undo.push(() => rm(dataDirectory, { recursive: true, force: true }));
    const postgres = await startPostgres({ dataDirectory });
    undo.push(() => postgres.stop());
    const bareUrl = postgres.adminUrl.replace("///postgres?", "///ledgerport?");
    const environment = {
      HOST: "127.0.0.1",
      PORT: "0",
      DATABASE_URL: postgres.url,
      LEDGERPORT_ADMIN_KEY: ADMIN_KEY,
      LEDGERPORT_RATE_LIMIT: "1000000000",
      LEDGERPORT_JOB_EXPIRES_IN: "86400",
      ...env,
    };
    const server = await startChild("server-process.ts", environment, SERVER_FLAGS);
    undo.push(() => server.stop());
    const bare = new pg.Client({ connectionString: bareUrl });
    await bare.connect();
    undo.push(() => bare.end());
    const admin = new HttpClient(server.url, ADMIN_KEY);
    undo.push(async () => admin.close());
    const world: World = {
      bareUrl,
      bare,
      server,
      adminKey: ADMIN_KEY,
      company: () => makeCompany(admin, server.url, bare),
      async settle() {
        if (statistics === "analysed") await bare.query("VACUUM ANALYZE");
        await bare.query("CHECKPOINT");
      },
      close,
    };
    if (statistics === "old") await freezeStatistics(world);
    return world;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Lets PostgreSQL look at another company that has exported what it has, and never again. */
async function freezeStatistics(world: World): Promise<void> {
  await world.bare.query("ALTER SYSTEM SET autovacuum = off");
  await world.bare.query("SELECT pg_reload_conf()");
  const company = await world.company();
  await company.import(OLD_ENTRIES);
  const jobId = await company.createJob(jobBody(company.id, await company.entryIds()));
  for (const event of ["started", "completed"]) {
    await company.http.send("POST", "/v3/export-job-events", JSON.stringify({ jobId, event }));
  }
  await world.bare.query("ANALYZE");
}

/** A company with the same entries, none of them in a job, after a minute. */
export async function copyOf(world: World, source: Company): Promise<Company> {
  const company = await world.company();
  await copyEntries(world.bare, source.id, company.id);
  await world.settle();
  return company;
}

async function makeCompany(admin: HttpClient, url: string, bare: pg.Client): Promise<Company> {
  const made = await admin.json<{ data: { id: string } }>("POST", "/platform/v1/companies", {
    name: "Benchmark company",
    defaultCurrency: "EUR",
  });
  const { id } = made.data;
  for (const [kind, records] of Object.entries(referenceData)) {
    await admin.json("PUT", `/platform/v1/companies/${id}/${kind}`, records);
  }
  const scopes = [
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
    "platform:read",
    "platform:write",
  ];
  const key = await admin.json<{ data: { key: string } }>("POST", "/platform/v1/keys", {
    name: "benchmark",
    companyId: id,
    scopes,
  });
  return new Company(id, key.data.key, new HttpClient(url, key.data.key), bare);
}
