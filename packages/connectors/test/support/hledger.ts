import { spawnSync } from "node:child_process";
import type { TestContext } from "node:test";

/** Non-ASCII names need a UTF-8 locale. */
const env = { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };

/** Whether a program is there; says so in the test's output when it is not. */
export function hasProgram(t: TestContext, name: "hledger" | "ledger" | "bean-check"): boolean {
  const there = spawnSync(name, ["--version"]).error === undefined;
  if (!there)
    t.diagnostic(`${name} is not installed: what it would have judged was checked by its structure only`);
  return there;
}

/** Runs a program on a journal and returns what it printed; throws with its message when it refuses the journal. */
export function onJournal(program: "hledger" | "ledger", path: string, ...args: string[]): string {
  const result = spawnSync(program, ["-f", path, ...args], { env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${result.stderr}${result.stdout}`);
  return result.stdout;
}

interface HledgerAmount {
  acommodity: string;
  aquantity: { decimalMantissa: number; decimalPlaces: number };
}

/** Ten-thousandths by `account/commodity`, as hledger reads them from the journal, exactly; zeros left out. */
export function hledgerBalances(path: string): Map<string, bigint> {
  const text = onJournal("hledger", path, "balance", "-O", "json", "--no-total", "--flat", "--empty");
  // Mantissas beyond 2^53 would lose digits as numbers.
  const json = text.replace(/"decimalMantissa":\s*(-?\d+)/g, '"decimalMantissa":"$1"');
  const [rows] = JSON.parse(json) as [[string, string, number, HledgerAmount[]][]];
  const balances = new Map<string, bigint>();
  for (const [account, , , amounts] of rows) {
    for (const { acommodity, aquantity } of amounts) {
      const mantissa = BigInt(aquantity.decimalMantissa);
      const value = (mantissa * 10_000n) / 10n ** BigInt(aquantity.decimalPlaces);
      const key = `${account}/${acommodity}`;
      // Amounts with a price are listed apart from those without.
      balances.set(key, (balances.get(key) ?? 0n) + value);
    }
  }
  return new Map([...balances].filter(([, value]) => value !== 0n));
}
