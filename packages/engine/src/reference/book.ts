/** One kind of reference record, ready for looking up: codes to ids when entries come in, ids to JSON when they go out. */
export interface ReferenceMap {
  /** Code to id. Tags are keyed by `tagKey(groupCode, code)`. */
  readonly byCode: ReadonlyMap<string, string>;
  /** Id to the record in the newest wire shape (contract 2), as JSON text. */
  readonly json: ReadonlyMap<string, string>;
}

/** Whether a tax is part of the amount, comes on top of it, or is owed by the buyer. */
export type TaxType = "inclusive" | "exclusive" | "reverse";

/** What computing a line's tax needs: the rate as a fraction (20 % is 0.2) and the type. */
export interface TaxRate {
  readonly rate: number;
  readonly type: TaxType;
}

/** All reference records of one company at one version. Shared between requests: never changed once made. */
export interface ReferenceBook {
  /** companies.reference_version that the book was read at, as the driver gives it (decimal text). */
  readonly version: string;
  /** `{id, name, code, identifier}` */
  readonly accounts: ReferenceMap;
  /**
   * `{id, code, rate, type, ingoingTaxAccount -, outgoingTaxAccount -}`, all of a line's tax but its amount, which
   * is the line's own: `json.slice(1, -1)` is the list of members to put next to it.
   */
  readonly taxCodes: ReferenceMap & { readonly rates: ReadonlyMap<string, TaxRate> };
  /** `{id, code, groupCode}`; byCode is keyed by `tagKey` */
  readonly tags: ReferenceMap;
  /** `{id, name, code}` */
  readonly teams: ReferenceMap;
  /** `{id, name, code}` */
  readonly employees: ReferenceMap;
  /**
   * The vendors that entries can be booked to, in the export item's shape as JSON text: by code, and by id, which is
   * how entries name a draft that has no code yet.
   */
  readonly vendors: ReadonlyMap<string, string>;
  /** Wallet currency to the contra account `{id, name, code, identifier}` as JSON text. */
  readonly contraAccounts: ReadonlyMap<string, string>;
}

/** The key of a tag in `ReferenceBook.tags.byCode`. */
export function tagKey(groupCode: string, code: string): string {
  return `${groupCode}\u0000${code}`;
}
