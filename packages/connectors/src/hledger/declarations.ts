import { usualDecimals } from "../money/amount.ts";

/** Names that strict checks want declared: accounts and commodities (hledger and ledger), tags (ledger). */
export interface Declared {
  accounts: Set<string>;
  commodities: Set<string>;
  tags: Set<string>;
}

/** No names. */
export function nothingDeclared(): Declared {
  return { accounts: new Set(), commodities: new Set(), tags: new Set() };
}

/** Adds all of `more` to `declared`. */
export function declare(declared: Declared, more: Declared): void {
  for (const name of more.accounts) declared.accounts.add(name);
  for (const name of more.commodities) declared.commodities.add(name);
  for (const name of more.tags) declared.tags.add(name);
}

/** The directives for what `uses` has and `declared` has not, each on lines of its own. */
export function directives(uses: Declared, declared: Declared): string[] {
  return [
    // The long form, as ledger rejects hledger's short one.
    ...missing(uses.commodities, declared.commodities).flatMap((currency) => {
      const decimals = "0".repeat(usualDecimals(currency));
      return [`commodity ${currency}`, `    format ${currency} 1,000.${decimals}`];
    }),
    ...missing(uses.accounts, declared.accounts).map((name) => `account ${name}`),
    ...missing(uses.tags, declared.tags).map((name) => `tag ${name}`),
  ];
}

function missing(names: Set<string>, among: Set<string>): string[] {
  return [...names].filter((name) => !among.has(name));
}

/** Takes note of the directive in `line` of a journal, if there is one. */
export function readDirective(line: string, declared: Declared): void {
  const match = /^(account|commodity|tag) +(\S+(?: \S+)*)/.exec(line);
  const name = match?.[2];
  if (name === undefined) return;
  if (match?.[1] === "account") declared.accounts.add(name);
  else if (match?.[1] === "tag") declared.tags.add(name);
  else declared.commodities.add(name);
}
