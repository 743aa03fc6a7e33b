import { BOOKKEEPING_METHODS, ENTRY_SUB_TYPES, ENTRY_TYPES } from "../../enums/entries.ts";
import { AmountPair, Timestamp, Uuid } from "../../schema/primitives.ts";
import { Closed, Nullable, type Static, Type, Words } from "../../schema/type.ts";
import { EXPORT_ITEM_EXAMPLE } from "./export-item-example.ts";
import {
  AdditionalInformation,
  ContraAccount,
  File,
  ItemVendor,
  Line,
  Links,
  Supplier,
  Team,
  User,
} from "./export-item-parts.ts";

/** An accounting entry made exportable, as v3 shows it (contract 2, Export item). */
export const ExportItem = Closed(
  {
    _links: Links,
    accountingEntryId: Uuid,
    accountingEntryLines: Type.Array(Line, { minItems: 1 }),
    additionalInformation: AdditionalInformation,
    amount: AmountPair,
    bookkeeping: Nullable(Closed({ method: Words(BOOKKEEPING_METHODS) }, { title: "Bookkeeping" })),
    companyId: Uuid,
    contraAccount: Nullable(ContraAccount),
    date: { ...Timestamp, description: "The bookkeeping date" },
    files: Nullable(Type.Array(File)),
    note: Nullable(Type.String()),
    servicePeriod: Nullable(Closed({ from: Timestamp, to: Timestamp }, { title: "ServicePeriod" })),
    subType: Nullable(Words(ENTRY_SUB_TYPES)),
    supplier: Nullable(Supplier),
    team: Nullable(Team),
    type: Words(ENTRY_TYPES),
    user: Nullable(User),
    vendor: Nullable(ItemVendor),
  },
  { title: "ExportItem", examples: [EXPORT_ITEM_EXAMPLE] },
);

export type ExportItem = Static<typeof ExportItem>;
