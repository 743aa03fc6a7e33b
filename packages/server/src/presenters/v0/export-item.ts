import { type ExportItemV0, type ExportItemV1, TYPES_UNKNOWN_TO_V0 } from "@ledgerport/contract";

type LineV1 = ExportItemV1["accountingEntryLines"][number];
type LineV0 = ExportItemV0["accountingEntryLines"][number];
type SupplierV1 = NonNullable<ExportItemV1["supplier"]>;
type SupplierV0 = NonNullable<ExportItemV0["supplier"]>;
type MetadataV0 = ExportItemV0["metadata"];

/**
 * From v1 to v0: metadata in place of additionalInformation, codes in place of ids, a supplier's identifier in place
 * of its code, and the team's code alone. Throws Error for a type that v0 has no words for: the domain lets none
 * through.
 */
export function exportItemV0(item: ExportItemV1): ExportItemV0 {
  const { additionalInformation, team: _team, type, user, ...rest } = item;
  if (!isKnown(type)) throw new Error(`v0 has no words for ${type}`);
  return {
    ...rest,
    accountingEntryLines: item.accountingEntryLines.map(lineV0),
    metadata: metadataV0(additionalInformation),
    supplier: item.supplier === null ? null : supplierV0(item.supplier),
    type,
    user: { name: user.name, code: user.code },
  };
}

function isKnown(type: ExportItemV1["type"]): type is ExportItemV0["type"] {
  return !TYPES_UNKNOWN_TO_V0.some((unknown) => unknown === type);
}

function metadataV0(information: ExportItemV1["additionalInformation"]): MetadataV0 {
  const { reconciledEntries: _entries, ...metadata } = information;
  return metadata;
}

function lineV0({ account, tags, tax, ...line }: LineV1): LineV0 {
  return {
    ...line,
    account: account === null ? null : { code: account.code, identifier: account.identifier },
    tags: tags === null ? null : tags.map(({ code, groupCode }) => ({ code, groupCode })),
    tax: tax === null ? null : { code: tax.code, rate: tax.rate, type: tax.type, amount: tax.amount },
  };
}

function supplierV0({ code, ...supplier }: SupplierV1): SupplierV0 {
  return { ...supplier, identifier: code };
}
