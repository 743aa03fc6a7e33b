import { Closed, Nullable, type Static, without } from "../../schema/type.ts";
import { EXPORT_ITEM_EXAMPLE_V2, ExportItemV2 } from "../v2/export-items.ts";
import { User } from "../v3/export-item-parts.ts";

const LATER = ["bookkeeping", "servicePeriod", "subType"] as const;

/** The employee in v1: always an object, `{id: null, name: "", code: null}` when nobody is behind the entry. */
export const UserV1 = Closed(
  { ...User.properties, id: Nullable(User.properties.id) },
  { title: "UserV1", examples: [{ id: null, name: "", code: null }] },
);

/** One item as v1 shows it. */
export const EXPORT_ITEM_EXAMPLE_V1 = without(EXPORT_ITEM_EXAMPLE_V2, LATER);

/** An export item in v1 (contract 2, Older versions). */
export const ExportItemV1 = Closed(
  { ...without(ExportItemV2.properties, [...LATER, "vendor"]), user: UserV1 },
  { title: "ExportItemV1", examples: [EXPORT_ITEM_EXAMPLE_V1] },
);

export type ExportItemV1 = Static<typeof ExportItemV1>;
