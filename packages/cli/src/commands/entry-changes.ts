import type { Entry, EntryPatch } from "@ledgerport/sdk";
import type { Command } from "commander";
import { readAssignments, SETTABLE } from "../entries/entry-assignments.ts";
import { entryText } from "../entries/entry-text.ts";
import { patchedLines } from "../entries/lines-patch.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { moneyText } from "../terminal/money.ts";
import { oneLine } from "../terminal/table.ts";
import { addServerCommand, type ServerContext, type Setup, wholeNumber, withServer } from "./command.ts";

interface SetOptions extends ServerOptions {
  line?: string;
}

interface SureOptions extends ServerOptions {
  yes?: boolean;
}

const ID = "0197a3c2-7000-7b00-8c00-000000000001";

/** `ledgerport entries set`, `reopen` and `delete`. */
export function addEntryChanges(entries: Command, setup: Setup): void {
  addServerCommand(entries, {
    usage: "set <id> <name=value...>",
    summary: `Change an entry that is in no export; an empty value removes. Names: ${SETTABLE.join(", ")}`,
    examples: [
      `entries set ${ID} account=7010 tax-code=V20 date=2026-02-03`,
      `entries set ${ID} account=7020 --line 2`,
      `entries set ${ID} "supplier=Cafe Nord" note=`,
    ],
  })
    .option("--line <number>", "whose account and tax code, where the entry has several lines; from 1")
    .action((id: string, assignments: string[], options: SetOptions) =>
      withServer(setup, options, async (context) => {
        const entry = await setEntry(context, id, assignments, options);
        context.print(entry, entryText(entry));
        return exitCodes.ok;
      }),
    );

  addServerCommand(entries, {
    usage: "reopen <id>",
    summary:
      "Unlock an exported entry, so that it can be changed and exported again; without --yes only say which",
    examples: [`entries reopen ${ID} --yes`],
  })
    .option("--yes", "do it")
    .action((id: string, options: SureOptions) =>
      withServer(setup, options, async (context) => {
        const entry = await sure(context, id, "reopened", options);
        await context.client.platform.entries.reopen(id, context.call);
        context.print({ id, reopened: true }, `Reopened: ${named(entry)}\n`);
        return exitCodes.ok;
      }),
    );

  addServerCommand(entries, {
    usage: "delete <id>",
    summary: "Delete an entry that is in no export; its history stays. Without --yes only say which",
    examples: [`entries delete ${ID} --yes`],
  })
    .option("--yes", "do it")
    .action((id: string, options: SureOptions) =>
      withServer(setup, options, async (context) => {
        const entry = await sure(context, id, "deleted", options);
        await context.client.platform.entries.delete(id, context.call);
        context.print({ id, deleted: true }, `Deleted: ${named(entry)}\n`);
        return exitCodes.ok;
      }),
    );
}

async function setEntry(
  { client, call }: ServerContext,
  id: string,
  texts: readonly string[],
  options: SetOptions,
): Promise<Entry> {
  const { entry: patch, line } = readAssignments(texts);
  const number = options.line === undefined ? undefined : wholeNumber(options.line, "--line", 1);
  if (Object.keys(line).length === 0) {
    if (number !== undefined) throw new UsageError("--line goes with account and tax-code");
    return client.platform.entries.update(id, patch, call);
  }
  const lines = patchedLines(await client.platform.entries.get(id, call), line, number);
  const whole: EntryPatch = { ...patch, lines };
  return client.platform.entries.update(id, whole, call);
}

/** The entry, when the user is sure. Throws UsageError, which says what would be done, otherwise. */
async function sure(
  { client, call }: ServerContext,
  id: string,
  what: string,
  { yes }: SureOptions,
): Promise<Entry> {
  const entry = await client.platform.entries.get(id, call);
  if (yes === true) return entry;
  throw new UsageError(`This would be ${what}: ${named(entry)}. --yes does it`);
}

function named({ externalRef, date, amount, supplier }: Entry): string {
  const of = supplier?.name ? `, ${supplier.name}` : "";
  return oneLine(`${externalRef}, ${date}, ${moneyText(amount.inWalletCurrency)}${of}`);
}
