import { readFile } from "node:fs/promises";
import type { Client } from "@ledgerport/sdk";
import type { Checks } from "./checks.ts";
import { PRINTED, ROWS, ROWS_WITHOUT_ACCOUNT } from "./control-totals.ts";
import { type Exported, readExported } from "./exported.ts";
import { askHledger } from "./hledger.ts";
import { readJournal } from "./journal-reader.ts";
import { print } from "./shell.ts";
import { less, money, same, text } from "./totals.ts";

/** Compares the job and the journal with the city's own figures. */
export async function checkBooks(checks: Checks, exported: Exported, journal: string): Promise<void> {
  const { job, successful, failed, failedTotals, failedWithAccount } = exported;
  const expected = less(PRINTED, failedTotals);
  print(`  printed by the city   ${text(PRINTED)}`);
  print(`  less the failed rows  ${text(failedTotals)}`);
  print(`  so the journal's sum  ${text(expected)}`);
  print();

  const count = successful.length + failed.length;
  const counts = `${successful.length} successful + ${failed.length} failed = ${count}`;
  checks.that(`${counts}, the ${ROWS} rows of the file`, count === ROWS && job.numberOfItems === ROWS);
  checks.that(`the job says so: completed_with_errors`, job.status === "completed_with_errors", job.status);
  checks.that(
    `the ${ROWS_WITHOUT_ACCOUNT} rows without an account failed, with a reason, and no others`,
    failed.length === ROWS_WITHOUT_ACCOUNT &&
      failedWithAccount === 0 &&
      failed.every((item) => item.failureReasonType === "account_unknown"),
    [...new Set(failed.map((item) => `${item.failureReasonType}: ${item.failureReason}`))].join("; "),
  );

  const read = await readJournal(journal);
  checks.that(
    `the journal has ${successful.length} transactions, one for each successful item`,
    read.transactions === successful.length,
    `${read.transactions}`,
  );
  checks.that(
    "its total, in CAD and in each original currency, is the city's (read by the demo's own reader)",
    same(read.expenses, expected),
    text(read.expenses),
  );

  const verdict = await askHledger(journal);
  if (verdict === undefined) {
    print("  --    hledger is not installed, so no other program has judged the journal");
    return;
  }
  const { version, complaint, expenses } = verdict;
  checks.that(
    `its total is the city's, says ${version} as well (hledger balance -O json)`,
    expenses === expected.inCad,
    money(expenses),
  );
  checks.that("hledger check --strict passes", complaint === undefined, complaint);
}

/** What a second run is compared with. */
export interface SecondRun {
  client: Client;
  companyId: string;
  jobId: string;
  /** How many entries it has: all of those exported before. */
  entries: number;
  journal: string;
  /** The journal before it. */
  before: Buffer;
}

/** Checks that exporting again has posted nothing. */
export async function checkSecondRun(checks: Checks, run: SecondRun): Promise<void> {
  const { client, companyId, jobId, entries, journal, before } = run;
  const { job, successful } = await readExported(client, companyId, jobId);
  checks.that(
    `the job is completed, with ${entries} items that the journal had already`,
    job.status === "completed" && successful.length === entries,
    `${job.status}, ${successful.length}`,
  );
  checks.that(
    "nothing was posted twice: the journal is the same, byte for byte",
    before.equals(await readFile(journal)),
  );
}
