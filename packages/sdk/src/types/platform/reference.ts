import type * as wire from "@ledgerport/contract";
import type { Tolerant } from "../tolerant.ts";

/** The account that pays in one wallet currency, as sent (`id` may be left out). */
export type ContraAccountRow = wire.ContraAccountRow;
/** The account that pays in one wallet currency. */
export type ContraAccountRecord = Tolerant<wire.ContraAccountRecord>;
/** Where an account stands in the chart of accounts. */
export type AccountKind = wire.AccountKind;
/** An account that lines are booked on, as sent. */
export type AccountRow = wire.AccountRow;
/** An account that lines are booked on. */
export type AccountRecord = Tolerant<wire.AccountRecord>;
/** A tax code, as sent; `rate` is a fraction. */
export type TaxCodeRow = wire.TaxCodeRow;
/** A tax code; `rate` is a fraction. */
export type TaxCodeRecord = Tolerant<wire.TaxCodeRecord>;
/** A group of tags, e.g. all cost centres, as sent. */
export type TagGroupRow = wire.TagGroupRow;
/** A group of tags, e.g. all cost centres. */
export type TagGroupRecord = Tolerant<wire.TagGroupRecord>;
/** A team, as sent. */
export type TeamRow = wire.TeamRow;
/** A team. */
export type TeamRecord = Tolerant<wire.TeamRecord>;
/** A person that spends, as sent. */
export type EmployeeRow = wire.EmployeeRow;
/** A person that spends. */
export type EmployeeRecord = Tolerant<wire.EmployeeRecord>;
/** How many records of an upsert were new, changed or already so. */
export type UpsertResult = Tolerant<wire.UpsertCounts>;
/** Names that lists of reference records can be sorted by. */
export type ReferenceSortingKey = "code" | "id";
/** Names that a list of contra accounts can be sorted by. */
export type ContraAccountSortingKey = "currency" | "name";
