import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "../common.ts";
import type { Tolerant } from "../tolerant.ts";

/** A receipt of an entry. `type` was found out from the bytes. */
export type EntryFile = Tolerant<wire.EntryFile>;

/** Names that a list of receipts can be sorted by. */
export type EntryFileSortingKey = "name" | "size" | "createdAt";

/** A page of an entry's receipts. */
export type ListEntryFiles = Paging<EntryFileSortingKey>;
/** All of an entry's receipts, page by page. */
export type ListAllEntryFiles = AllPages<EntryFileSortingKey>;
