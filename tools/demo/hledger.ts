import { spawn } from "node:child_process";
import { Sum, type Totals } from "./totals.ts";

/** How a program ended. */
interface Ended {
  /** Absent: it is not installed. */
  code: number | null | undefined;
  output: string;
}

/** What hledger, an independent program, says of a journal; undefined where it is not installed. */
export interface Verdict {
  version: string;
  /** Why `hledger check --strict` refuses the journal; absent when it passes. */
  complaint: string | undefined;
  expenses: Totals;
}

/** Has hledger check the journal and add up its expense accounts. */
export async function askHledger(journal: string): Promise<Verdict | undefined> {
  const { code, output } = await run(["--version"]);
  if (code === undefined) return undefined;
  const strict = await run(["-f", journal, "check", "--strict"]);
  return {
    version: output.trim().split(",")[0] ?? "hledger",
    complaint: strict.code === 0 ? undefined : strict.output,
    expenses: await expensesOf(journal),
  };
}

/**
 * The accounts under `root` that the journal books on, those that end at zero included, each with its balance in CAD
 * (foreign amounts at what they cost), in hundredths.
 */
export async function accountsUnder(journal: string, root: string): Promise<Map<string, bigint>> {
  const options = ["--cost", "--empty", "--flat"];
  const [rows] = await balanceReport(journal, `^${root}`, options);
  return new Map(
    rows.map(([name, , , amounts]) => {
      if (amounts.some(({ acommodity }) => acommodity !== "CAD")) throw new Error(`${name} is not in CAD`);
      return [name, amounts.reduce((sum, { aquantity }) => sum + hundredths(aquantity), 0n)];
    }),
  );
}

async function expensesOf(journal: string): Promise<Totals> {
  const sum = new Sum();
  for (const [currency, value] of await balance(journal, [])) sum.add(0n, currency, value);
  const atCost = await balance(journal, ["--cost"]);
  if ([...atCost.keys()].some((currency) => currency !== "CAD"))
    throw new Error("Not all expenses have a price in CAD");
  sum.inCad = atCost.get("CAD") ?? 0n;
  return sum;
}

/** The sum of all expense accounts by commodity, in hundredths. */
async function balance(journal: string, options: readonly string[]): Promise<Map<string, bigint>> {
  const [, total] = await balanceReport(journal, "^expenses", options);
  return new Map(total.map(({ acommodity, aquantity }) => [acommodity, hundredths(aquantity)]));
}

/** An account's full name, twice what the demo has no use for, and its balance. */
type HledgerRow = [string, unknown, unknown, HledgerAmount[]];

async function balanceReport(
  journal: string,
  query: string,
  options: readonly string[],
): Promise<[HledgerRow[], HledgerAmount[]]> {
  const { code, output } = await run(["-f", journal, "balance", query, "-O", "json", ...options]);
  if (code !== 0) throw new Error(`hledger balance failed: ${output}`);
  return JSON.parse(output) as [HledgerRow[], HledgerAmount[]];
}

/** An amount as hledger writes it; its `floatingPoint` is left alone, being inexact. */
interface HledgerAmount {
  acommodity: string;
  aquantity: { decimalMantissa: number; decimalPlaces: number };
}

function hundredths({ decimalMantissa, decimalPlaces }: HledgerAmount["aquantity"]): bigint {
  if (decimalPlaces > 2) throw new Error("hledger has more than two decimals");
  return BigInt(decimalMantissa) * 10n ** BigInt(2 - decimalPlaces);
}

function run(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn("hledger", args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") resolve({ code: undefined, output: "" });
      else reject(error);
    });
    child.on("close", (code) => resolve({ code, output }));
  });
}
