import type { TaxCodeRecord, TaxCodeRow } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { findByCode, getByCode } from "../server/find-record.ts";
import type { ServerOptions } from "../server/connection.ts";
import { type Column, printList } from "../terminal/list.ts";
import { facts } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";
import { addListCommand, type ServerListOptions } from "./list-command.ts";

interface SetOptions extends ServerOptions {
  rate?: string;
  type?: string;
  name?: string;
  ingoing?: string;
  outgoing?: string;
}

const COLUMNS: readonly Column<TaxCodeRecord>[] = [
  { name: "code", cell: ({ code }) => code },
  { name: "rate", cell: ({ rate }) => rate },
  { name: "type", cell: ({ type }) => type },
  { name: "ingoing account", cell: ({ ingoingTaxAccountCode }) => ingoingTaxAccountCode },
  { name: "outgoing account", cell: ({ outgoingTaxAccountCode }) => outgoingTaxAccountCode },
  { name: "name", cell: ({ name }) => name },
  { name: "id", only: "csv", cell: ({ id }) => id },
];

/** `ledgerport tax-codes`. */
export function addTaxCodes(program: Command, setup: Setup): void {
  const taxCodes = program.command("tax-codes").description("The tax codes that entries' lines name");

  addListCommand(taxCodes, {
    usage: "list",
    summary: "List the company's tax codes, by code; rates are fractions",
    examples: ["tax-codes list", "tax-codes list --csv"],
  }).action((options: ServerListOptions) =>
    withServer(setup, options, async ({ client, call, companyId, io }) => {
      const rows = client.platform.reference.taxCodes.listAll(await companyId(), {}, call);
      await printList(io, options, rows, COLUMNS);
      return exitCodes.ok;
    }),
  );

  addServerCommand(taxCodes, {
    usage: "show <code>",
    summary: "Show a tax code",
    examples: ["tax-codes show V20"],
  }).action((code: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, companyId, print }) => {
      const all = client.platform.reference.taxCodes.listAll(await companyId(), {}, call);
      const taxCode = await getByCode(all, code, "tax code");
      print(taxCode, taxCodeText(taxCode));
      return exitCodes.ok;
    }),
  );

  addServerCommand(taxCodes, {
    usage: "set <code>",
    summary: "Add a tax code, or change what is given of it; entries keep the tax that was computed for them",
    examples: [
      "tax-codes set V20 --rate 20% --type inclusive --ingoing 1576",
      "tax-codes set V20 --rate 0.21",
    ],
  })
    .option("--rate <rate>", "a fraction, or per cent: 0.2 or 20%; a new tax code needs one")
    .option("--type <type>", "inclusive, exclusive or reverse; a new tax code needs one")
    .option("--name <name>", "its name")
    .option("--ingoing <account>", "the code of the account of ingoing tax")
    .option("--outgoing <account>", "the code of the account of outgoing tax")
    .action((code: string, options: SetOptions) =>
      withServer(setup, options, async ({ client, call, companyId, print }) => {
        const { taxCodes: list } = client.platform.reference;
        const company = await companyId();
        const known = await findByCode(list.listAll(company, {}, call), code);
        await list.upsert(company, [taxCodeRow(code, known, options)], call);
        const taxCode = await getByCode(list.listAll(company, {}, call), code, "tax code");
        print(taxCode, taxCodeText(taxCode));
        return exitCodes.ok;
      }),
    );
}

function taxCodeRow(code: string, known: TaxCodeRecord | undefined, options: SetOptions): TaxCodeRow {
  const {
    name = known?.name,
    type = known?.type,
    ingoing = known?.ingoingTaxAccountCode,
    outgoing = known?.outgoingTaxAccountCode,
  } = options;
  const rate = options.rate === undefined ? known?.rate : rateOf(options.rate);
  if (rate === undefined || type === undefined) {
    throw new UsageError(`There is no tax code "${code}": a new one needs --rate and --type`);
  }
  return {
    code,
    rate,
    // The server knows the types, and names one that it doesn't.
    type: type as TaxCodeRow["type"],
    ...(name !== undefined && { name }),
    ...(ingoing !== undefined && { ingoingTaxAccountCode: ingoing }),
    ...(outgoing !== undefined && { outgoingTaxAccountCode: outgoing }),
  };
}

/** Read as a number once: a division would round a second time. */
function rateOf(text: string): number {
  const match = /^(\d{1,4}(?:\.\d{1,12})?)(%?)$/.exec(text);
  if (match === null)
    throw new UsageError(`--rate must be a fraction or per cent, 0.2 or 20%, not "${text}"`);
  return Number(match[2] === "%" ? `${match[1]}e-2` : match[1]);
}

function taxCodeText(taxCode: TaxCodeRecord): string {
  const { code, name, rate, type, ingoingTaxAccountCode, outgoingTaxAccountCode, id } = taxCode;
  return facts({
    code,
    name,
    rate,
    type,
    "ingoing account": ingoingTaxAccountCode,
    "outgoing account": outgoingTaxAccountCode,
    id,
  });
}
