import { spawn } from "node:child_process";

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
  /** In CAD, in hundredths. */
  expenses: bigint;
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
 * The accounts under `root` that the journal books on, those that end at zero included, each with its balance in CAD,
 * in hundredths.
 */
export async function accountsUnder(journal: string, root: string): Promise<Map<string, bigint>> {
  const options = ["--empty", "--flat"];
  const [rows] = await balanceReport(journal, `^${root}`, options);
  return new Map(
    rows.map(([name, , , amounts]) => {
      if (amounts.some(({ acommodity }) => acommodity !== "CAD")) throw new Error(`${name} is not in CAD`);
      return [name, amounts.reduce((sum, { aquantity }) => sum + hundredths(aquantity), 0n)];
    }),
  );
}

/** The sum of all expense accounts in CAD, in hundredths; other currencies are never a balance. */
async function expensesOf(journal: string): Promise<bigint> {
  const [, total] = await balanceReport(journal, "^expenses", []);
  if (total.some(({ acommodity }) => acommodity !== "CAD")) throw new Error("Not all expenses are in CAD");
  return total.reduce((sum, { aquantity }) => sum + hundredths(aquantity), 0n);
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
