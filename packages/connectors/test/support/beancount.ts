import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { ACCOUNTS } from "./booking-cases.ts";

type Row = Record<string, string>;

/** One leg of a row. */
interface Leg {
  kind: string;
  code: string;
  name: string;
  amount: string;
}

const ROOTS: Readonly<Record<string, [journal: string, beancount: string]>> = {
  asset: ["assets", "Assets"],
  liability: ["liabilities", "Liabilities"],
  equity: ["equity", "Equity"],
  revenue: ["revenues", "Income"],
  expense: ["expenses", "Expenses"],
};

/**
 * Makes one beancount ledger of CSV files of ours, from their rows alone, lets bean-check judge it, and reads each
 * file's balances with bean-query: ten-thousandths by `account/commodity`, as a journal names the accounts; zeros left out.
 */
export async function beancountBalances(
  directory: string,
  files: readonly string[],
): Promise<Map<string, bigint>[]> {
  const names = new Map<string, string>();
  const transactions: string[] = [];
  for (const [index, file] of files.entries()) {
    const rows: Row[] = parse(await readFile(file), { columns: true });
    for (const row of rows) {
      const postings = legsOf(row).map((leg) => {
        const account = `${ROOTS[leg.kind]?.[1] ?? "?"}:C${index}:${slug(leg)}`;
        names.set(account, journalName(leg));
        return `  ${account}  ${leg.amount} ${row["currency"]}`;
      });
      transactions.push([`${row["date"]} * "${row["type"]}"`, ...postings].join("\n"));
    }
  }
  const opened = [...names.keys()].map((account) => `2000-01-01 open ${account}`);
  const ledger = join(directory, "rows.beancount");
  await writeFile(ledger, `${[...opened, ...transactions].join("\n\n")}\n`);
  run("bean-check", ledger);
  const query = "SELECT account, currency, sum(number) AS total GROUP BY account, currency";
  const rows: Row[] = parse(run("bean-query", "-f", "csv", ledger, query), { columns: true, trim: true });
  const found = files.map(() => new Map<string, bigint>());
  for (const { account = "", currency = "", total = "" } of rows) {
    const value = BigInt(Math.round(Number(total) * 10_000));
    const index = Number(/:C(\d+):/.exec(account)?.[1]);
    if (value !== 0n) found[index]?.set(`${names.get(account) ?? account}/${currency}`, value);
  }
  return found;
}

/** Double entry from a row: its net and tax on their accounts, the whole on the other side. */
function legsOf(row: Row): Leg[] {
  const cell = (name: string) => row[name] ?? "";
  const side = (prefix: string, amount: string): Leg => ({
    kind: cell(`${prefix}_kind`),
    code: cell(`${prefix}_code`),
    name: cell(prefix),
    amount,
  });
  const tax = cell("tax_amount");
  return [
    side("account", cell("net_amount")),
    ...(tax === "" ? [] : [side("tax_account", tax)]),
    ...(cell("reverse_tax_account") === "" ? [] : [side("reverse_tax_account", negated(tax))]),
    side("contra_account", negated(cell("amount"))),
  ];
}

function negated(text: string): string {
  return text.startsWith("-") ? text.slice(1) : `-${text}`;
}

function slug({ code, name }: Leg): string {
  return `X${(code === "" ? (/^\d+(?= )/.exec(name)?.[0] ?? name) : code).replace(/[^A-Za-z0-9]/g, "-")}`;
}

/** A row says an account's code and name; the journal's name says them as well, and to whom it belongs. */
function journalName({ kind, code, name }: Leg): string {
  const root = ROOTS[kind]?.[0] ?? kind;
  const label = `${code} ${name}`.trim();
  const known = Object.values(ACCOUNTS).find((full) => {
    const last = full.slice(full.lastIndexOf(":") + 1);
    return full.startsWith(`${root}:`) && (last === label || (name === "" && last.startsWith(`${code} `)));
  });
  return known ?? `${root}:${label}`;
}

function run(program: string, ...args: string[]): string {
  const result = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
  if (result.status !== 0) throw new Error(`${program}: ${result.stderr}${result.stdout}`);
  return result.stdout;
}
