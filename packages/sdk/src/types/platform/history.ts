import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "../common.ts";
import type { Tolerant } from "../tolerant.ts";

/**
 * One change of a status, or of what was said of an entry (contract 3.4). An entry that comes has no `from`, a deleted one
 * becomes DELETED, and one that says something else keeps its status and has `changes`.
 */
export type HistoryRecord = Tolerant<wire.HistoryRecord>;

/** A page of a history, oldest first unless sorted otherwise. */
export type ListHistory = Paging<"id">;
/** A whole history, page by page. */
export type ListAllHistory = AllPages<"id">;

/** A period, in days of UTC: `YYYY-MM-DD`. */
export interface HistoryPeriod {
  /** The first day. */
  from?: string;
  /** The last day. */
  to?: string;
}

/** A page of a company's history. */
export type ListCompanyHistory = HistoryPeriod & ListHistory;
/** All of a company's history, page by page. */
export type ListAllCompanyHistory = HistoryPeriod & ListAllHistory;
