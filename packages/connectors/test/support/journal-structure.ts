import { amountFromText } from "../../src/money/amount.ts";

const POSTING =
  /^ {4}((?:assets|liabilities|equity|revenues|expenses):\S+(?: \S+)*) {2}([A-Z]{3}) (-?[\d.]+)(?: @@ ([A-Z]{3}) ([\d.]+))?$/u;

/**
 * Checks a journal of ours without any program: only lines of known forms, and every transaction sums to nothing
 * at cost. Returns the sums of all transactions by `account/commodity` in ten-thousandths, zeros left out.
 */
export function checkStructure(journal: string): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  let sum = 0n;
  for (const line of journal.split("\n")) {
    const posting = POSTING.exec(line);
    if (posting !== null) {
      const [, account = "", currency = "", text = "", , priceText] = posting;
      const amount = exact(text);
      const price = priceText === undefined ? undefined : exact(priceText);
      sum += price === undefined ? amount : amount < 0n ? -price : price;
      const key = `${account}/${currency}`;
      balances.set(key, (balances.get(key) ?? 0n) + amount);
      continue;
    }
    if (line === "" || /^\d{4}-\d\d-\d\d \(/.test(line)) {
      if (sum !== 0n) throw new Error(`A transaction is out of balance by ${sum} before: ${line}`);
    } else if (!/^(?: {4})?;|^(?:account|commodity|tag) |^ {4}format /.test(line)) {
      throw new Error(`An unknown line: ${JSON.stringify(line)}`);
    }
  }
  return new Map([...balances].filter(([, value]) => value !== 0n));
}

function exact(text: string): bigint {
  const amount = amountFromText(text);
  if (amount === undefined) throw new Error(`Not an amount: ${text}`);
  return amount;
}
