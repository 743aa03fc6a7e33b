import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { EntryFile } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes, UsageError } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { type Column, printList } from "../terminal/list.ts";
import { grouped } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";
import { addListCommand, type ServerListOptions } from "./list-command.ts";

interface AttachOptions extends ServerOptions {
  name?: string;
}

interface GetOptions extends ServerOptions {
  to?: string;
}

interface DeleteOptions extends ServerOptions {
  yes?: boolean;
}

const ID = "0197a3c2-7000-7b00-8c00-000000000001";

const COLUMNS: readonly Column<EntryFile>[] = [
  { name: "name", cell: ({ name }) => name },
  { name: "type", cell: ({ type }) => type },
  { name: "size", cell: ({ size }) => size },
  { name: "created at", cell: ({ createdAt }) => createdAt },
];

/** `ledgerport receipts`. */
export function addReceipts(program: Command, setup: Setup): void {
  const receipts = program.command("receipts").description("The receipts of entries");

  addListCommand(receipts, {
    usage: "list <entryId>",
    summary: "List an entry's receipts",
    examples: [`receipts list ${ID}`],
  }).action((entryId: string, options: ServerListOptions) =>
    withServer(setup, options, async ({ client, call, io }) => {
      await printList(io, options, client.platform.entries.files.listAll(entryId, {}, call), COLUMNS);
      return exitCodes.ok;
    }),
  );

  addServerCommand(receipts, {
    usage: "attach <entryId> <file>",
    summary:
      "Upload a receipt (PDF, JPEG, PNG, Word, Excel or text, at most 30 MB); one of the same name is replaced",
    examples: [`receipts attach ${ID} receipt.pdf`],
  })
    .option("--name <name>", "what it is called there; the file's name when left out")
    .action((entryId: string, file: string, options: AttachOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        const bytes = new Uint8Array(await readFile(file));
        const name = options.name ?? basename(file);
        const receipt = await client.platform.entries.files.put(entryId, name, bytes, call);
        print(receipt, `${receipt.name}: ${receipt.type}, ${grouped(receipt.size)} bytes\n`);
        return exitCodes.ok;
      }),
    );

  addServerCommand(receipts, {
    usage: "get <entryId> <name>",
    summary: "Download a receipt into a file, which must not be there yet",
    examples: [`receipts get ${ID} receipt.pdf`, `receipts get ${ID} receipt.pdf --to /tmp/17.pdf`],
  })
    .option("--to <file>", "the file; the receipt's name in this directory when left out")
    .action((entryId: string, name: string, options: GetOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        const bytes = await client.platform.entries.files.get(entryId, name, call);
        const file = options.to ?? basename(name);
        await writeFile(file, bytes, { flag: "wx" });
        print({ file, size: bytes.length }, `${file}: ${grouped(bytes.length)} bytes\n`);
        return exitCodes.ok;
      }),
    );

  addServerCommand(receipts, {
    usage: "delete <entryId> <name>",
    summary: "Delete a receipt",
    examples: [`receipts delete ${ID} receipt.pdf --yes`],
  })
    .option("--yes", "do it")
    .action((entryId: string, name: string, options: DeleteOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        if (options.yes !== true)
          throw new UsageError(`This would delete the receipt "${name}". --yes does it`);
        await client.platform.entries.files.delete(entryId, name, call);
        print({ entryId, name, deleted: true }, "Deleted.\n");
        return exitCodes.ok;
      }),
    );
}
