import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "./common.ts";
import type { Tolerant } from "./tolerant.ts";

/** An accounting entry made exportable (v3). */
export type ExportItem = Tolerant<wire.ExportItem>;

/** What kind of spend or movement an accounting entry is. */
export type AccountingEntryType = wire.EntryType;
/** A finer kind, for some types only. */
export type AccountingEntrySubType = wire.EntrySubType;
/** How an entry is to be booked. */
export type BookkeepingMethod = wire.BookkeepingMethod;
/** Where an invoice stands. */
export type InvoiceStatus = wire.InvoiceStatus;

/** The same amount in both currencies of a spend. */
export type AmountPair = ExportItem["amount"];
/** An amount in hundredths of the currency's unit, for every currency: 89696 SEK is 896.96 SEK. Positive: money out. */
export type Money = AmountPair["inWalletCurrency"];
/** One line; the lines' `lineAmount` sum to the item's amount, exactly, in both currencies. */
export type AccountingEntryLine = ExportItem["accountingEntryLines"][number];
/** An account of the ledger. */
export type Account = NonNullable<AccountingEntryLine["account"]>;
/** A tag on a line, e.g. a cost centre. */
export type Tag = NonNullable<AccountingEntryLine["tags"]>[number];
/** The tax in a line; `rate` is a fraction. */
export type Tax = NonNullable<AccountingEntryLine["tax"]>;
/** The account that pays: one for each wallet currency. */
export type ContraAccount = NonNullable<ExportItem["contraAccount"]>;
/** What else is known of an entry. */
export type AdditionalInformation = ExportItem["additionalInformation"];
/** The invoice behind an entry. Dates are `YYYY-MM-DD`. */
export type InvoiceInformation = NonNullable<AdditionalInformation["invoiceInformation"]>;
/** A bank account that an invoice is paid to. */
export type SupplierBankAccount = NonNullable<InvoiceInformation["supplierBankAccount"]>;
/** A receipt: `size` in bytes, `type` as MIME; `url` works for 24 hours from the fetch of the item, without credentials. */
export type ExportItemFile = NonNullable<ExportItem["files"]>[number];
/** The merchant as seen on the spend. */
export type Supplier = NonNullable<ExportItem["supplier"]>;
/** The team that spent. */
export type Team = NonNullable<ExportItem["team"]>;
/** The employee behind the entry. */
export type User = NonNullable<ExportItem["user"]>;
/** The vendor in the ledger that an entry is booked on. */
export type ExportItemVendor = NonNullable<ExportItem["vendor"]>;

/** Names that a list of export items can be sorted by. */
export type ExportItemSortingKey = "accountingEntryId" | "date" | "type";

/** Whose export items. */
export interface ExportItemFilter {
  /** The company's running job when left out. */
  jobId?: string;
}

/** A page of export items. */
export type ListExportItems = ExportItemFilter & Paging<ExportItemSortingKey>;
/** All export items, page by page. */
export type ListAllExportItems = ExportItemFilter & AllPages<ExportItemSortingKey>;
