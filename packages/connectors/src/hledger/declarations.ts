import { usualDecimals } from "../money/amount.ts";
import { AccountNames } from "./account-names.ts";
import { readAmount, readPosting, readTag } from "./syntax.ts";

/** The comment below an account's directive that says its code. */
const CODE_TAG = "code";

/** What a journal has declared, as strict checks want it: accounts and commodities (hledger and ledger), tags (ledger). */
export class Declarations {
  readonly names = new AccountNames();
  readonly #accounts = new Set<string>();
  readonly #commodities = new Set<string>();
  readonly #tags = new Set<string>();
  /** The account whose directive was read last. */
  #last: string | undefined;

  /** Takes note of the directive in `line` of a journal, if there is one. */
  read(line: string): void {
    const [, kind, name] = /^(account|commodity|tag) +(\S+(?: \S+)*)/.exec(line) ?? [];
    const tag = this.#last === undefined ? undefined : readTag(line);
    if (name === undefined) {
      if (tag?.name === CODE_TAG && this.#last !== undefined) this.names.declare(this.#last, tag.value);
      if (!/^\s/.test(line)) this.#last = undefined;
      return;
    }
    this.#last = kind === "account" ? name : undefined;
    if (kind === "account") {
      this.#accounts.add(name);
      this.names.declare(name, undefined);
    } else if (kind === "tag") this.#tags.add(name);
    else this.#commodities.add(name);
  }

  /** The directives for what the transactions use and is not declared, each on lines of its own. */
  missingFor(transactions: readonly string[]): string[] {
    const uses = usesOf(transactions);
    const missing = (names: Set<string>, among: Set<string>) => [...names].filter((name) => !among.has(name));
    return [
      // The long form, as ledger rejects hledger's short one.
      ...missing(uses.commodities, this.#commodities).flatMap((currency) => {
        const decimals = "0".repeat(usualDecimals(currency));
        return [`commodity ${currency}`, `    format ${currency} 1,000.${decimals}`];
      }),
      ...missing(uses.accounts, this.#accounts).flatMap((name) => {
        const code = this.names.codeOf(name);
        return [`account ${name}`, ...(code ? [`    ; ${CODE_TAG}: ${code}`] : [])];
      }),
      ...missing(uses.tags, this.#tags).map((name) => `tag ${name}`),
    ];
  }

  /** Takes note of what was declared with these transactions. */
  declared(transactions: readonly string[]): void {
    const uses = usesOf(transactions);
    for (const name of uses.accounts) this.#accounts.add(name);
    for (const name of uses.commodities) this.#commodities.add(name);
    for (const name of uses.tags) this.#tags.add(name);
  }
}

function usesOf(transactions: readonly string[]) {
  const uses = { accounts: new Set<string>(), commodities: new Set<string>(), tags: new Set<string>() };
  for (const line of transactions.flatMap((text) => text.split("\n"))) {
    const tag = readTag(line);
    if (tag !== undefined) {
      uses.tags.add(tag.name);
      continue;
    }
    const posting = readPosting(line);
    if (posting === undefined) continue;
    uses.accounts.add(posting.account);
    uses.commodities.add(posting.currency);
    const price = /@@? *([A-Z]{3} [\d.]+)$/.exec(posting.rest)?.[1];
    const priced = price === undefined ? undefined : readAmount(price);
    if (priced !== undefined) uses.commodities.add(priced.currency);
  }
  return uses;
}
