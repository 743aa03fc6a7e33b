import { Closed, Nullable, type Static, Type, without } from "../../schema/type.ts";
import { EXPORT_ITEM_EXAMPLE } from "../v3/export-item-example.ts";
import { ItemVendor, Line, Tax } from "../v3/export-item-parts.ts";
import { ExportItem } from "../v3/export-items.ts";

/** The tax of one line in v1 and v2: v3's without the accounts that tax is booked on. */
export const TaxV2 = Closed(without(Tax.properties, ["ingoingTaxAccount", "outgoingTaxAccount"]), {
  title: "TaxV2",
});

/** One line in v1 and v2. */
export const LineV2 = Closed({ ...Line.properties, tax: Nullable(TaxV2) }, { title: "LineV2" });

/** One item as v2 shows it. */
export const EXPORT_ITEM_EXAMPLE_V2 = {
  ...without(EXPORT_ITEM_EXAMPLE, ["contraAccount", "vendor"]),
  teamCode: EXPORT_ITEM_EXAMPLE.team.code,
  accountingEntryLines: EXPORT_ITEM_EXAMPLE.accountingEntryLines.map((line) => ({
    ...line,
    tax: without(line.tax, ["ingoingTaxAccount"]),
  })),
};

/** An export item in v2 (contract 2, Older versions): no contra account; teamCode; vendor left out, not null. */
export const ExportItemV2 = Closed(
  {
    ...without(ExportItem.properties, ["contraAccount"]),
    accountingEntryLines: Type.Array(LineV2, { minItems: 1 }),
    teamCode: Nullable(Type.String()),
    vendor: Type.Optional(ItemVendor),
  },
  { title: "ExportItemV2", examples: [EXPORT_ITEM_EXAMPLE_V2] },
);

export type ExportItemV2 = Static<typeof ExportItemV2>;
