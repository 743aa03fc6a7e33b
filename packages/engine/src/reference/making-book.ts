import { type Vendor, vendorInItem } from "../vendors/model.ts";
import { type ReferenceBook, tagKey, type TaxRate } from "./book.ts";
import { contraAccountJson } from "./contra-accounts.ts";
import type { StoredRecord } from "./matching.ts";
import type { ContraAccount, ReferenceKind } from "./model.ts";

/** A stored record with its kind. */
export type KindedRecord = StoredRecord & { kind: ReferenceKind };

interface OpenMap {
  byCode: Map<string, string>;
  json: Map<string, string>;
}

/** Sets up the look-ups of one company. */
export function makeBook(
  version: string,
  records: readonly KindedRecord[],
  contraAccounts: readonly ContraAccount[],
  vendors: readonly Vendor[],
): ReferenceBook {
  const ofKind = (kind: ReferenceKind) => records.filter((record) => record.kind === kind);
  const accounts = lookUps(ofKind("account"), accountJson);
  const rates = new Map<string, TaxRate>();
  const taxCodes = lookUps(ofKind("tax_code"), (record) => {
    const tax = JSON.parse(record.doc) as TaxDocument;
    rates.set(record.id, { rate: tax.rate, type: tax.type });
    return taxJson(record.id, tax);
  });
  return {
    version,
    accounts,
    taxCodes: { ...taxCodes, rates },
    tags: lookUps(ofKind("tag"), ({ id, code, groupCode }) => JSON.stringify({ id, code, groupCode })),
    teams: lookUps(ofKind("team"), asStored),
    employees: lookUps(ofKind("employee"), asStored),
    vendors: vendorLookUps(vendors),
    contraAccounts: new Map(contraAccounts.map((account) => [account.currency, contraAccountJson(account)])),
  };
}

/** A code wins over an id of the same spelling. */
function vendorLookUps(vendors: readonly Vendor[]): Map<string, string> {
  const found = new Map(vendors.map((vendor) => [vendor.id, vendorInItem(vendor)]));
  for (const vendor of vendors) if (vendor.code !== undefined) found.set(vendor.code, vendorInItem(vendor));
  return found;
}

function lookUps(records: readonly StoredRecord[], json: (record: StoredRecord) => string): OpenMap {
  const keyOf = ({ groupCode, code }: StoredRecord) => (groupCode === "" ? code : tagKey(groupCode, code));
  return {
    byCode: new Map(records.map((record) => [keyOf(record), record.id])),
    json: new Map(records.map((record) => [record.id, json(record)])),
  };
}

/** An export item's account has no kind (contract section 2). */
function accountJson({ doc }: StoredRecord): string {
  const { id, name, code, identifier } = JSON.parse(doc) as Record<string, unknown>;
  return JSON.stringify({ id, name, code, identifier });
}

/** Teams and employees are stored in the export item's shape. */
function asStored(record: StoredRecord): string {
  return record.doc;
}

/** A tax code as `taxCodeDrafts` stores it. */
interface TaxDocument extends TaxRate {
  code: string | null;
  ingoingTaxAccountCode: string | null;
  outgoingTaxAccountCode: string | null;
}

/** The accounts are named by their codes alone; left out when the tax code has none. */
function taxJson(id: string, tax: TaxDocument): string {
  return JSON.stringify({
    id,
    code: tax.code,
    rate: tax.rate,
    type: tax.type,
    ingoingTaxAccount: tax.ingoingTaxAccountCode ?? undefined,
    outgoingTaxAccount: tax.outgoingTaxAccountCode ?? undefined,
  });
}
