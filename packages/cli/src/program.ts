import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import type { Setup } from "./commands/command.ts";
import { addAccounts } from "./commands/accounts.ts";
import { addCompanies } from "./commands/companies.ts";
import { addCompletion } from "./commands/completion.ts";
import { addContraAccounts } from "./commands/contra-accounts.ts";
import { addEntries } from "./commands/entries.ts";
import { addExport } from "./commands/export.ts";
import { addHistory } from "./commands/history.ts";
import { addJobs } from "./commands/jobs.ts";
import { addKeys } from "./commands/keys.ts";
import { addOrganisations } from "./commands/organisations.ts";
import { addReceipts } from "./commands/receipts.ts";
import { addReference } from "./commands/reference.ts";
import { addServe } from "./commands/serve.ts";
import { addTaxCodes } from "./commands/tax-codes.ts";
import { addVendors } from "./commands/vendors.ts";
import { addWebhooks } from "./commands/webhooks.ts";

const EXIT_CODES = `
Exit codes: 0 done, 1 something failed or differs, 2 wrong usage or file, 3 server not reached, 4 key refused,
5 request refused, 6 accounting system unusable, 7 data directory or port in use, 70 fault of the program, 130 interrupted, 141 the results' reader has gone`;

/** The whole command line. Parsing throws CommanderError instead of ending the process. */
export function createProgram(setup: Setup): Command {
  const { io } = setup;
  // Commands inherit these settings only when they are made before any command is added.
  const program = new Command("ledgerport")
    .description("Export engine for company spend: server, imports, export jobs and the worker")
    .version(manifest.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showHelpAfterError("(--help says more)")
    .addHelpText("after", EXIT_CODES);
  addServe(program, setup);
  addOrganisations(program, setup);
  addCompanies(program, setup);
  addContraAccounts(program, setup);
  addAccounts(program, setup);
  addTaxCodes(program, setup);
  addKeys(program, setup);
  addEntries(program, setup);
  addReceipts(program, setup);
  addReference(program, setup);
  addVendors(program, setup);
  addHistory(program, setup);
  addJobs(program, setup);
  addExport(program, setup);
  addWebhooks(program, setup);
  addCompletion(program, setup);
  return program;
}
