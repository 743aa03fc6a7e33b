import type { Vendor } from "@ledgerport/sdk";
import { RowFault } from "../mapping/fault.ts";
import type { VendorMembers } from "./vendor-members.ts";

/** Finds the drafts that the rows of a file are about: vendors that the accounting system had not given a code or id yet. */
export class DraftMatch {
  readonly #byTaxNumber: ReadonlyMap<string, Vendor[]>;
  readonly #byName: ReadonlyMap<string, Vendor[]>;

  constructor(vendors: readonly Vendor[]) {
    const drafts = vendors.filter(
      ({ state, code, externalId }) => state === "DRAFT" && code === undefined && externalId === undefined,
    );
    this.#byTaxNumber = Map.groupBy(drafts, taxNumberOf);
    this.#byName = Map.groupBy(drafts, nameOf);
  }

  /**
   * The draft that has the row's tax registration number, else its name, unless both have such a number and they
   * differ; undefined when there is none. Throws RowFault when it could be several.
   */
  find(row: VendorMembers): Vendor | undefined {
    const taxNumber = taxNumberOf(row);
    const name = nameOf(row);
    const sameNumber = taxNumber === "" ? [] : (this.#byTaxNumber.get(taxNumber) ?? []);
    const sameName = name === "" ? [] : (this.#byName.get(name) ?? []);
    const found =
      sameNumber.length > 0
        ? sameNumber
        : sameName.filter((draft) => taxNumber === "" || taxNumberOf(draft) === "");
    if (found.length > 1) {
      const ids = found.map(({ id }) => id).join(", ");
      throw new RowFault(`could be any of the drafts ${ids}: activate the right one first`);
    }
    return found[0];
  }
}

/** Without what people put in between, or "". */
function taxNumberOf({ taxRegistrationNumber = "" }: VendorMembers): string {
  return taxRegistrationNumber.replaceAll(/[\s.-]/g, "").toUpperCase();
}

/** However it is spaced, in any case, or "". */
function nameOf({ name = "" }: VendorMembers): string {
  return name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
