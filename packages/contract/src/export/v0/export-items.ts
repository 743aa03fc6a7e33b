import { ENTRY_TYPES, type EntryType, TYPES_UNKNOWN_TO_V0 } from "../../enums/entries.ts";
import { Closed, Nullable, type Static, Type, without, Words } from "../../schema/type.ts";
import { EXPORT_ITEM_EXAMPLE_V1, ExportItemV1, UserV1 } from "../v1/export-items.ts";
import { LineV2, TaxV2 } from "../v2/export-items.ts";
import { Account, AdditionalInformation, Supplier, Tag } from "../v3/export-item-parts.ts";

type TypeV0 = Exclude<EntryType, (typeof TYPES_UNKNOWN_TO_V0)[number]>;

function isKnownToV0(type: EntryType): type is TypeV0 {
  return !TYPES_UNKNOWN_TO_V0.some((unknown) => unknown === type);
}

const LineV0 = Closed(
  {
    ...LineV2.properties,
    account: Nullable(Closed(without(Account.properties, ["id", "name"]), { title: "AccountV0" })),
    tags: Nullable(Type.Array(Closed(without(Tag.properties, ["id"]), { title: "TagV0" }))),
    tax: Nullable(Closed(without(TaxV2.properties, ["id"]), { title: "TaxV0" })),
  },
  { title: "LineV0" },
);

const SupplierV0 = Closed(
  { ...without(Supplier.properties, ["code"]), identifier: Supplier.properties.code },
  { title: "SupplierV0" },
);

const UserV0 = Closed(without(UserV1.properties, ["id"]), { title: "UserV0" });

const Metadata = Closed(without(AdditionalInformation.properties, ["reconciledEntries"]), {
  title: "Metadata",
});

/** One item as v0 shows it. */
const EXPORT_ITEM_EXAMPLE_V0 = {
  ...without(EXPORT_ITEM_EXAMPLE_V1, ["additionalInformation", "team"]),
  accountingEntryLines: EXPORT_ITEM_EXAMPLE_V1.accountingEntryLines.map((line) => ({
    ...line,
    account: without(line.account, ["id", "name"]),
    tags: line.tags.map((tag) => without(tag, ["id"])),
    tax: without(line.tax, ["id"]),
  })),
  metadata: without(EXPORT_ITEM_EXAMPLE_V1.additionalInformation, ["reconciledEntries"]),
  supplier: {
    ...without(EXPORT_ITEM_EXAMPLE_V1.supplier, ["code"]),
    identifier: EXPORT_ITEM_EXAMPLE_V1.supplier.code,
  },
  user: without(EXPORT_ITEM_EXAMPLE_V1.user, ["id"]),
};

/** An export item in v0 (contract 2, Older versions). It has no words for personal_spend and fee. */
export const ExportItemV0 = Closed(
  {
    ...without(ExportItemV1.properties, ["additionalInformation", "team"]),
    accountingEntryLines: Type.Array(LineV0, { minItems: 1 }),
    metadata: Metadata,
    supplier: Nullable(SupplierV0),
    type: Words(ENTRY_TYPES.filter(isKnownToV0)),
    user: UserV0,
  },
  { title: "ExportItemV0", examples: [EXPORT_ITEM_EXAMPLE_V0] },
);

export type ExportItemV0 = Static<typeof ExportItemV0>;
