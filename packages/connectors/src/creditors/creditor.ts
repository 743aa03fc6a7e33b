import type { ExportItem } from "@ledgerport/sdk";
import { ItemFailure } from "../targets/target.ts";

/** Somebody that the accounting system keeps an account for. */
export interface Creditor {
  /** The accounting system's own; no two creditors have the same. */
  code: string;
  name: string;
  externalId?: string;
  /** The account number that suppliers name. */
  account?: string;
  taxIdentifier?: string;
}

/** The accounting system's creditors; undefined: it opens an account for any vendor that is named. */
export type Creditors = readonly Creditor[] | undefined;

/** What a creditor is looked for by. */
interface Key {
  member: keyof Creditor;
  value: string;
  /** For people. */
  what: string;
}

/**
 * The creditor of an item: its vendor's, by code, then external id; without a vendor its supplier's, by code, account and
 * tax identifier in this order (contract 3.5).
 * Throws ItemFailure `vendor_unknown` when there is none.
 */
export function creditorOf(item: ExportItem, creditors: Creditors): Creditor {
  const keys = keysOf(item);
  if (keys.length === 0) throw unknown(`${whoIs(item)} has neither a code nor another sign to be found by.`);
  if (creditors === undefined) return opened(item);
  for (const { member, value } of keys) {
    const found = creditors.find((creditor) => creditor[member] === value);
    if (found !== undefined) return found;
  }
  const tried = keys.map(({ what, value }) => `${what} ${value}`).join(", ");
  throw unknown(`The accounting system has no creditor for ${whoIs(item)}; looked for ${tried}.`);
}

function keysOf({ vendor, supplier }: ExportItem): Key[] {
  const keys: { member: keyof Creditor; value: string | null | undefined; what: string }[] =
    vendor === null
      ? [
          { member: "code", value: supplier?.code, what: "code" },
          { member: "account", value: supplier?.account, what: "account" },
          { member: "taxIdentifier", value: supplier?.taxIdentifier, what: "tax identifier" },
        ]
      : [
          { member: "code", value: vendor.code, what: "code" },
          { member: "externalId", value: vendor.externalId, what: "external id" },
        ];
  return keys.flatMap(({ member, value, what }) => {
    const text = value?.trim() ?? "";
    return text === "" ? [] : [{ member, value: text, what }];
  });
}

/** The account of a vendor in a ledger that has no list: named by what its accounting system knows it by. */
function opened(item: ExportItem): Creditor {
  const { vendor } = item;
  const code = [vendor?.code, vendor?.externalId].find((text) => text?.trim());
  if (vendor !== null && code !== undefined) return { code, name: vendor.name };
  throw unknown(`The entry has no vendor, and there is no list of creditors to find ${whoIs(item)} in.`);
}

function whoIs({ vendor, supplier }: ExportItem): string {
  if (vendor !== null) return `the vendor ${vendor.name}`;
  const name = supplier?.name?.trim() ?? "";
  return name === "" ? "the entry's supplier, which has no name," : `the supplier ${name}`;
}

function unknown(reason: string): ItemFailure {
  return new ItemFailure(
    "vendor_unknown",
    `${reason} Add the creditor to the accounting system, or give the entry a vendor that it has, and export again.`,
  );
}
