/**
 * The main job on real input: a city's card spend of one month, imported, exported and booked in a double-entry
 * journal, whose totals must equal those that the city printed, first less what lacks an account and then whole; then
 * two divisions with vendors and receipts, one of them with accounts payable. Over HTTP, with the project's
 * own commands, as a platform and an integration would do it. Exit code 1 on any difference.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@ledgerport/sdk";
import { Checks } from "./checks.ts";
import { checkBooks, checkSecondRun } from "./compare.ts";
import { ROWS } from "./control-totals.ts";
import { readExported } from "./exported.ts";
import { checkForeseen, checkMended, putOnUnclear, waitingEntries } from "./mending.ts";
import { startServerProcess } from "./server-process.ts";
import { print, Shell } from "./shell.ts";
import { exportDivisions } from "./vendor-ledgers.ts";

const DATA = fileURLToPath(new URL("../../data/", import.meta.url));
const inData = (name: string): string => relative(process.cwd(), join(DATA, name));

const started = performance.now();
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => interruption.abort(new Error("Interrupted.")));
}

const directory = await mkdtemp(join(tmpdir(), "ledgerport-demo-"));
try {
  process.exitCode = (await demo(directory)) ? 0 : 1;
} catch (error) {
  print(`\nThe demo broke off: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exitCode = 1;
} finally {
  await rm(directory, { recursive: true, force: true });
}

/** Returns whether everything is as it should be. */
async function demo(home: string): Promise<boolean> {
  print("Ledgerport: a city's card spend, through one export job, into a double-entry ledger");
  print("City of Toronto, purchasing cards, November 2017. Contains information licensed under the");
  print("Open Government Licence – Toronto.");

  print("\n1. A server with a database of its own, in a fresh directory");
  print("  $ ledgerport serve");
  const adminKey = randomBytes(24).toString("hex");
  const server = await startServerProcess(home, adminKey);
  print(`    ${server.url}, 600 requests a minute for each key   (${seconds()})`);
  try {
    return await exportTheMonth(new Shell(server.url, interruption.signal), server.url, adminKey, home);
  } finally {
    await server.stop();
  }
}

async function exportTheMonth(shell: Shell, url: string, adminKey: string, home: string): Promise<boolean> {
  print("\n2. The city's company, and a key for each of the two sides");
  const companyId = await shell.must(["companies", "create", "City of Toronto", "--currency", "CAD"], {
    key: adminKey,
  });
  const newKey = async (name: string, whom: string): Promise<string> => {
    const args = ["keys", "create", name, "--for", whom, "--company", companyId, "--json"];
    const created = JSON.parse(await shell.must(args, { key: adminKey, show: false })) as { key: string };
    return created.key;
  };
  const platformKey = await newKey("Card platform", "platform");
  const integrationKey = await newKey("Ledger integration", "integration");
  await shell.must(["contra-accounts", "set", "CAD:1001:Purchasing cards"], { key: platformKey });

  print("\n3. The platform imports the month");
  const file = inData("toronto-pcard-2017-11.csv");
  const map = inData("toronto-pcard.map.json");
  await shell.must(["entries", "import", file, "--map", map, "--with-reference"], { key: platformKey });

  print("\n4. What the entries lack, before anything is sent");
  const client = createClient({ baseUrl: url, apiKey: platformKey, companyId });
  await shell.run(["entries", "readiness"], { key: platformKey });
  const waiting = await waitingEntries(client, companyId);

  print("\n5. It asks for an export");
  const jobId = await shell.must(["jobs", "create"], { key: platformKey });

  print("\n6. The integration takes the job into a journal");
  const journal = join(home, "toronto.journal");
  const work = ["export", "run", "--target", `hledger:${journal}`, "--once"];
  await shell.run(work, { key: integrationKey });
  print(`    (${seconds()})`);

  print("\n7. What the journal says against what the city printed");
  const checks = new Checks();
  const exported = await readExported(client, companyId, jobId);
  await checkBooks(checks, exported, journal);
  checkForeseen(checks, waiting, exported);

  print("\n8. The bookkeeper says where the rest belongs, and what failed is tried again");
  await putOnUnclear(client, companyId, waiting);
  const retryId = await shell.must(["jobs", "retry", jobId, "--cause", "account_unknown"], {
    key: platformKey,
  });
  await shell.must(work, { key: integrationKey });
  await checkMended(checks, { client, companyId, jobId: retryId, journal });

  print("\n9. The same again: the worker, and then all that was exported in one more job");
  const before = await readFile(journal);
  await shell.run(work, { key: integrationKey });
  const accountingEntryIds = [...exported.successful, ...waiting.map(({ id }) => id)];
  const again = await client.exportJobs.create({ accountingEntryIds });
  await shell.run(work, { key: integrationKey });
  await checkSecondRun(checks, { client, companyId, jobId: again.id, entries: ROWS, journal, before });

  print("\n10. Two divisions with ledgers of their own: a vendor for each merchant, and some receipts");
  const admin = createClient({ baseUrl: url, apiKey: adminKey });
  await exportDivisions({ shell, checks, client: admin, url, adminKey, companyId, home });

  const verdict =
    checks.failed === 0 ? "Everything agrees, to the last cent." : `${checks.failed} checks failed.`;
  print(`\n${verdict}  ${seconds()}`);
  return checks.failed === 0;
}
