import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { readinessText } from "../terminal/readiness.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";
import { addEntryChanges } from "./entry-changes.ts";
import { addEntriesImport } from "./entries-import.ts";
import { addEntryQueue } from "./entry-queue.ts";

/** `ledgerport entries`. */
export function addEntries(program: Command, setup: Setup): void {
  const entries = program.command("entries").description("Accounting entries");

  addEntriesImport(entries, setup);

  addServerCommand(entries, {
    usage: "readiness",
    summary:
      "Say what the entries that are not exported yet lack, by cause; exits with 1 when some lack something",
    examples: ["entries readiness"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async (context) => {
      const { client, call, print } = context;
      const summary = await client.platform.companies.readiness(await context.companyId(), call);
      print(summary, readinessText(summary));
      return summary.ready === summary.entries ? exitCodes.ok : exitCodes.failed;
    }),
  );

  addEntryQueue(entries, setup);
  addEntryChanges(entries, setup);
}
