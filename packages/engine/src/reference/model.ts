import type { TaxType } from "./book.ts";

export { tagKey } from "./book.ts";
export type { ReferenceBook, TaxRate, TaxType } from "./book.ts";

/** The kinds of reference record that an entry may point to by code, and the groups that tags are in. */
export type ReferenceKind = "account" | "tax_code" | "tag_group" | "tag" | "team" | "employee";

/** The kinds that are listed; tags come within their groups. */
export type ListedKind = Exclude<ReferenceKind, "tag">;

/**
 * What names a record: its code, its id, or both. The code is the record's for good, because entries point to it;
 * a record made by its id alone has no code on the wire, and entries point to it by the id.
 */
export interface Named {
  /** A lower-case UUID; made here when left out. */
  id?: string;
  code?: string;
}

/** Where an account stands in the chart of accounts (contract section 8). */
export type AccountKind = "asset" | "liability" | "equity" | "revenue" | "expense";

/** An account that lines are booked on. */
export interface AccountRecord extends Named {
  name: string;
  identifier?: string;
  /** Left out: as it was, and `expense` of a new account. */
  kind?: AccountKind;
}

/** A tax code; its accounts are named by code and must be there before it. */
export interface TaxCodeRecord extends Named {
  name?: string;
  /** A fraction: 20 % is 0.2. */
  rate: number;
  type: TaxType;
  ingoingTaxAccountCode?: string;
  outgoingTaxAccountCode?: string;
}

/** A tag of a group. */
export interface TagRecord extends Named {
  code: string;
  name?: string;
}

/** A group of tags, e.g. all cost centres. Tags that are there and not named stay. */
export interface TagGroupRecord extends Named {
  code: string;
  name?: string;
  tags: readonly TagRecord[];
}

/** A team. */
export interface TeamRecord extends Named {
  name: string;
}

/** A person that spends. */
export interface EmployeeRecord extends Named {
  name: string;
}

/** How many records of an upsert were new, different, and already so. A group counts, and each of its tags. */
export interface UpsertResult {
  created: number;
  updated: number;
  unchanged: number;
}

/** The account that pays in one wallet currency, as given. */
export interface ContraAccountRecord {
  id?: string;
  /** ISO 4217. */
  currency: string;
  name: string;
  code?: string;
  identifier?: string;
}

/** The account that pays in one wallet currency. */
export interface ContraAccount {
  id: string;
  currency: string;
  name: string;
  code: string | null;
  identifier: string | null;
}
