import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "../common.ts";
import type { Tolerant } from "../tolerant.ts";

/** One change of a status (contract 3.4). */
export type HistoryRecord = Tolerant<wire.HistoryRecord>;

/** A page of a history, oldest first unless sorted otherwise. */
export type ListHistory = Paging<"id">;
/** A whole history, page by page. */
export type ListAllHistory = AllPages<"id">;
