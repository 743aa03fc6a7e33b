import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { InstalledRelease } from "./releases.ts";
import { runToEnd } from "./run-to-end.ts";

/** Entries that go from an import into a file of the accounting system's. */
const ENTRIES = 3;

/** Milliseconds after which a server is taken for one that hangs. */
const LONGEST_RUN = 300_000;

/**
 * Does with a clean copy what a newcomer does who has this Node: `npm ci`, the command line, a server, and a few
 * entries from an import into a CSV file. Throws Error saying what went otherwise than it should.
 */
export async function tryRelease(release: InstalledRelease, copy: string, scratch: string): Promise<void> {
  const { LEDGERPORT_URL: _url, LEDGERPORT_KEY: _key, DATABASE_URL: _database, ...rest } = process.env;
  // Nothing that the npm around this program hands on to its children.
  const own = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("npm_")));
  const env = { ...own, PATH: `${release.bin}:${outerPath()}` };
  const node = join(release.bin, "node");

  const { out, err } = await runToEnd([node, release.npm, "ci", "--no-audit", "--no-fund"], {
    cwd: copy,
    env,
  });
  const warnings = `${out}${err}`.split("\n").filter((line) => /EBADENGINE|\bwarn\b/i.test(line));
  if (warnings.length > 0) throw new Error(`npm ci warns:\n${warnings.join("\n")}`);
  const help = await runToEnd([node, release.npx, "ledgerport", "--help"], { cwd: copy, env });
  if (!help.out.includes("Usage: ledgerport")) throw new Error(`--help says:\n${help.out}`);

  const key = randomBytes(24).toString("hex");
  const served = {
    ...env,
    PORT: "0",
    LEDGERPORT_DATA_DIR: join(scratch, "data"),
    LEDGERPORT_ADMIN_KEY: key,
  };
  const launcher = join(copy, "packages", "cli", "bin", "ledgerport.js");
  const server = spawn(node, [launcher, "serve"], {
    cwd: copy,
    env: served,
    stdio: ["ignore", "pipe", "inherit"],
    timeout: LONGEST_RUN,
    killSignal: "SIGKILL",
  });
  try {
    const url = await urlOf(server);
    const ready = await fetch(`${url}/health/ready`);
    if (ready.status !== 200) throw new Error(`/health/ready answers ${ready.status}`);
    const commands = { ...env, LEDGERPORT_URL: url, LEDGERPORT_KEY: key };
    const ledgerport = async (args: readonly string[], input?: string): Promise<string> => {
      const options = { cwd: copy, env: commands, ...(input !== undefined && { input }) };
      return (await runToEnd([node, launcher, ...args], options)).out.trim();
    };
    const putAccounts = (company: string): Promise<Response> =>
      fetch(`${url}/platform/v1/companies/${company}/accounts`, {
        method: "PUT",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify([{ code: "4000", name: "Travel" }]),
      });
    await exportSome(ledgerport, putAccounts, join(scratch, "ledger.csv"));
  } finally {
    if (server.exitCode === null) {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
    }
  }
  if (server.exitCode !== 0) throw new Error(`the server ended with ${server.exitCode}`);
}

async function exportSome(
  ledgerport: (args: readonly string[], input?: string) => Promise<string>,
  putAccounts: (company: string) => Promise<Response>,
  file: string,
): Promise<void> {
  const company = await ledgerport(["companies", "create", "Tried out", "--currency", "EUR"]);
  await ledgerport(["contra-accounts", "set", "EUR:1001:Cards", "--company", company]);
  const accounts = await putAccounts(company);
  if (!accounts.ok) throw new Error(`the accounts are refused: ${await accounts.text()}`);
  const rows = Array.from({ length: ENTRIES }, (_, index) => ({
    externalRef: `tried-${index}`,
    note: `tried-${index}`,
    type: "card_purchase",
    date: "2025-05-23",
    amount: { inWalletCurrency: { currency: "EUR", value: 1250 } },
    lines: [{ amount: { inWalletCurrency: { currency: "EUR", value: 1250 } }, accountCode: "4000" }],
  }));
  const ndjson = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  await ledgerport(["entries", "import", "-", "--company", company], ndjson);
  await ledgerport(["jobs", "create", "--company", company]);
  await ledgerport(["export", "run", "--target", `csv:${file}`, "--once", "--company", company]);
  const written = await readFile(file, "utf8");
  const missing = rows.filter(({ note }) => !written.includes(note));
  if (missing.length > 0) throw new Error(`${file} lacks ${missing.length} of ${ENTRIES} entries`);
}

/** The address in the first line of a server's log. Throws Error when it ends before. */
async function urlOf(server: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  for await (const line of createInterface(server.stdout)) {
    server.stdout.resume();
    return (JSON.parse(line) as { url: string }).url;
  }
  throw new Error("the server ended before it listened");
}

/** PATH without the programs of this workspace: the release's own come first, then the machine's. */
function outerPath(): string {
  const parts = (process.env["PATH"] ?? "").split(":");
  return parts.filter((part) => !part.includes("node_modules")).join(":");
}
