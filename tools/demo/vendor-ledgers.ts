import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client, Entry } from "@ledgerport/sdk";
import type { Checks } from "./checks.ts";
import { type Division, type DivisionCompany, openDivision } from "./divisions.ts";
import { accountsUnder, askHledger } from "./hledger.ts";
import { readJournal } from "./journal-reader.ts";
import { attachReceipts, linkedReceipts } from "./receipts.ts";
import type { Shell } from "./shell.ts";
import { Sum, same, text } from "./totals.ts";

/** What the divisions' exports need. */
export interface VendorStage {
  shell: Shell;
  checks: Checks;
  /** May do everything. */
  client: Client;
  url: string;
  adminKey: string;
  /** The city's company. */
  companyId: string;
  /** Directory for the journals. */
  home: string;
}

const DIVISIONS: readonly Division[] = [
  { name: "FIRE SERVICES", method: "accounts_payable" },
  { name: "PUBLIC HEALTH", method: "journal" },
];

/** Two divisions with a vendor for each merchant, one with accounts payable, one without; with receipts. */
export async function exportDivisions(stage: VendorStage): Promise<void> {
  for (const division of DIVISIONS) {
    const company = await openDivision(stage, division);
    const receipts = await attachReceipts(company);
    await exportDivision(stage, division, company, receipts);
  }
}

async function exportDivision(
  { shell, checks, adminKey, home }: VendorStage,
  { name, method }: Division,
  company: DivisionCompany,
  receipts: readonly string[],
): Promise<void> {
  const journal = join(home, `${name.toLowerCase().replaceAll(" ", "-")}.journal`);
  const asCompany = { key: adminKey, companyId: company.companyId };
  await shell.must(["jobs", "create", "--vendor-based", "--dry-run"], asCompany);
  await shell.must(["jobs", "create", "--vendor-based"], asCompany);
  const work = ["export", "run", "--target", `hledger:${journal}`, "--once"];
  await shell.run(work, asCompany);

  const booked = await Array.fromAsync(
    company.client.platform.entries.listAll(company.companyId, { exportStatus: "EXPORTED" }),
  );
  checks.that(`all ${company.entries.length} entries are posted`, booked.length === company.entries.length);
  const read = await readJournal(journal);
  const expected = totalsOf(booked);
  checks.that(
    "their sum is the journal's, in each currency",
    same(read.expenses, expected),
    text(read.expenses),
  );
  const linked = await linkedReceipts(journal);
  checks.that(
    `the ${receipts.length} receipts are beside the journal, linked, and the bytes are the same`,
    receipts.toSorted().join() === linked.toSorted().join(),
    `${linked.length} are linked`,
  );
  if (method === "accounts_payable") await checkPayables(checks, journal, booked);
  const verdict = await askHledger(journal);
  if (verdict !== undefined) {
    checks.that("hledger check --strict passes", verdict.complaint === undefined, verdict.complaint);
  }

  const before = await readFile(journal);
  const again = {
    accountingEntryIds: booked.map((entry) => entry.id),
    options: { vendorBasedBookkeeping: true },
  };
  await company.client.exportJobs.create(again);
  await shell.run(work, asCompany);
  checks.that(
    "a second export posts and attaches nothing",
    before.equals(await readFile(journal)) && (await linkedReceipts(journal)).length === linked.length,
  );
}

/** Every entry names its vendor; only money back passes through the vendor's account, which ends at nothing. */
async function checkPayables(checks: Checks, journal: string, booked: readonly Entry[]): Promise<void> {
  const named = new Set((await readFile(journal, "utf8")).match(/(?<=^ {4}; vendor: ).*/gm));
  const vendors = new Set(booked.map((entry) => entry.vendorCode));
  checks.that(`the journal names all ${vendors.size} vendors`, vendors.size === named.size, `${named.size}`);
  if ((await askHledger(journal)) === undefined) return;
  const accounts = await accountsUnder(journal, "liabilities:payable");
  const refunding = new Set(booked.filter(({ type }) => type === "refund").map((entry) => entry.vendorCode));
  checks.that(
    `the vendors with a refund have an account, and nothing is left on it (${refunding.size})`,
    accounts.size === refunding.size && [...accounts.values()].every((balance) => balance === 0n),
    `${accounts.size} accounts`,
  );
}

function totalsOf(entries: readonly Entry[]): Sum {
  const sum = new Sum();
  for (const { amount } of entries) {
    const original = amount.inSupplierCurrency ?? amount.inWalletCurrency;
    sum.add(BigInt(amount.inWalletCurrency.value), original.currency, BigInt(original.value));
  }
  return sum;
}
