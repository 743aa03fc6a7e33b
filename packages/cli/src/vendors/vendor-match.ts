import type { Vendor } from "@ledgerport/sdk";
import { RowFault } from "../mapping/fault.ts";
import { DraftMatch } from "./draft-match.ts";
import type { VendorMembers } from "./vendor-members.ts";

const KEYS = ["code", "externalId"] as const;
type Key = (typeof KEYS)[number];

/** Finds the vendors that the rows of a file name, each once. */
export class VendorMatch {
  readonly #vendors: Readonly<Record<Key, ReadonlyMap<string, Vendor>>>;
  readonly #drafts: DraftMatch;
  /** By key: in which row it was first. */
  readonly #rows: Readonly<Record<Key, Map<string, number>>> = { code: new Map(), externalId: new Map() };
  /** By the id of a vendor: the row that named it first. */
  readonly #named = new Map<string, number>();

  constructor(vendors: readonly Vendor[]) {
    this.#vendors = { code: byKey(vendors, "code"), externalId: byKey(vendors, "externalId") };
    this.#drafts = new DraftMatch(vendors);
  }

  /**
   * The vendor that a row names by its code, else by its external id, else the draft that it is about; undefined when
   * the company has none. Throws RowFault when an earlier row named it, or has the same code or external id, when they are
   * two vendors', and when it could be several drafts.
   */
  take(number: number, row: VendorMembers): Vendor | undefined {
    this.#refuseRepeated(number, row);
    const byCode = this.#find("code", row);
    const byExternalId = this.#find("externalId", row);
    if (byCode !== undefined && byExternalId !== undefined && byCode.id !== byExternalId.id) {
      throw new RowFault(
        `the code "${row.code}" is vendor ${byCode.id}'s, but the externalId "${row.externalId}" is vendor ${byExternalId.id}'s`,
      );
    }
    const vendor = byCode ?? byExternalId ?? this.#drafts.find(row);
    if (vendor === undefined) return undefined;
    const earlier = this.#named.get(vendor.id);
    if (earlier !== undefined) throw new RowFault(`names vendor ${vendor.id}, as row ${earlier} does`);
    this.#named.set(vendor.id, number);
    return vendor;
  }

  /** Whether a row named the vendor. */
  isNamed(vendor: Vendor): boolean {
    return this.#named.has(vendor.id);
  }

  #find(key: Key, row: VendorMembers): Vendor | undefined {
    const value = row[key];
    return value === undefined ? undefined : this.#vendors[key].get(value);
  }

  /** Both keys are noted before either is refused, so that a later row is held against this one as well. */
  #refuseRepeated(number: number, row: VendorMembers): void {
    const repeated = KEYS.flatMap((key) => {
      const value = row[key];
      if (value === undefined) return [];
      const earlier = this.#rows[key].get(value);
      if (earlier === undefined) this.#rows[key].set(value, number);
      return earlier === undefined ? [] : [`has the ${key} "${value}", as row ${earlier} has`];
    });
    const [first] = repeated;
    if (first !== undefined) throw new RowFault(first);
  }
}

function byKey(vendors: readonly Vendor[], key: Key): ReadonlyMap<string, Vendor> {
  return new Map(
    vendors.flatMap((vendor) => {
      const value = vendor[key];
      return value === undefined ? [] : [[value, vendor] as const];
    }),
  );
}
