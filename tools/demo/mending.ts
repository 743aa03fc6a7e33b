import type { Client, Entry } from "@ledgerport/sdk";
import type { Checks } from "./checks.ts";
import { PRINTED, ROWS } from "./control-totals.ts";
import type { Exported } from "./exported.ts";
import { askHledger } from "./hledger.ts";
import { readJournal } from "./journal-reader.ts";
import { print } from "./shell.ts";
import { money, same, text } from "./totals.ts";

/** Where spend stands until somebody knows better. */
const UNCLEAR = { code: "9999", name: "To be clarified" };

/** The entries that are not exported, and lack something. */
export async function waitingEntries(client: Client, companyId: string): Promise<Entry[]> {
  const filter = { exportStatus: "NOT_EXPORTED", ready: false } as const;
  return Array.fromAsync(client.platform.entries.listAll(companyId, filter));
}

/** Checks that an export failed what was said to lack something, and nothing else. */
export function checkForeseen(checks: Checks, foreseen: readonly Entry[], { failed }: Exported): void {
  const said = foreseen.flatMap(({ id, readiness }) => readiness.problems.map(({ type }) => `${id} ${type}`));
  const happened = failed.map((item) => `${item.accountingEntryId} ${item.failureReasonType}`);
  checks.that(
    "what failed is what was said to lack something before, entry by entry and type by type",
    happened.toSorted().join() === said.toSorted().join(),
  );
}

/** Puts the entries on an account of their own, as a bookkeeper does who closes the month before all is known. */
export async function putOnUnclear(
  client: Client,
  companyId: string,
  waiting: readonly Entry[],
): Promise<void> {
  await client.platform.reference.accounts.upsert(companyId, [UNCLEAR]);
  for (const { id, lines } of waiting) {
    const accounted = lines?.map((line) => ({ ...line, accountCode: UNCLEAR.code })) ?? null;
    await client.platform.entries.update(id, { lines: accounted });
  }
  print(`  ${waiting.length} entries are now on account ${UNCLEAR.code}, ${UNCLEAR.name}`);
}

/** Checks that nothing waits any more, and that the journal is the whole of what the city printed. */
export async function checkMended(
  checks: Checks,
  {
    client,
    companyId,
    jobId,
    journal,
  }: { client: Client; companyId: string; jobId: string; journal: string },
): Promise<void> {
  const job = await client.exportJobs.get(jobId);
  const left = await client.platform.companies.readiness(companyId);
  checks.that(
    `the new job took the ${job.numberOfItems} and is completed; nothing is left to export`,
    job.status === "completed" && left.entries === 0,
    `${job.status}, ${left.entries} left`,
  );
  const read = await readJournal(journal);
  checks.that(
    `the journal has all ${ROWS} rows of the file, and its total is what the city printed, nothing taken off`,
    read.transactions === ROWS && same(read.expenses, PRINTED),
    `${read.transactions}, ${text(read.expenses)}`,
  );
  const verdict = await askHledger(journal);
  if (verdict === undefined) return;
  checks.that(
    "so says hledger as well, and its check --strict passes",
    verdict.expenses === PRINTED.inCad && verdict.complaint === undefined,
    verdict.complaint ?? money(verdict.expenses),
  );
}
