/** How a company books what can carry a vendor (contract section 2, bookkeeping). */
export type BookkeepingMethod = "none" | "journal" | "accounts_payable";

/** The method of a company that names none (contract section 6). */
export const DEFAULT_BOOKKEEPING_METHOD: BookkeepingMethod = "journal";

/** What a company can demand of an entry besides what every ledger needs. */
export type ExportDemand = "tax_code" | "tag" | "receipt";

/** What a company demands of its entries before they are exported (readiness). */
export interface ExportRules {
  /** Of spend: a tax code or a tag on every line; a receipt. */
  requiredForExport: readonly ExportDemand[];
  /** The last day that nothing can be booked on any more, `YYYY-MM-DD`. */
  booksClosedThrough: string | null;
}

/** A group of companies under one roof. */
export interface Organisation {
  id: string;
  name: string;
  createdAt: Date;
}

/** One ledger. */
export interface Company extends ExportRules {
  id: string;
  /** Null for a company that stands alone. */
  organisationId: string | null;
  name: string;
  /** ISO 4217. */
  defaultCurrency: string;
  bookkeepingMethod: BookkeepingMethod;
  createdAt: Date;
  updatedAt: Date;
}

/** A company to be made. */
export interface NewCompany extends Partial<ExportRules> {
  /** A lower-case UUID; made here when left out. */
  id?: string;
  name: string;
  organisationId?: string;
  defaultCurrency: string;
  bookkeepingMethod?: BookkeepingMethod;
}

/** What of a company changes; what is left out stays. */
export interface CompanyChange extends Partial<ExportRules> {
  companyId: string;
  name?: string;
  defaultCurrency?: string;
  bookkeepingMethod?: BookkeepingMethod;
}

/** Things that are told apart by their id whosever they are. */
export type OwnedKind = "job" | "entry" | "vendor" | "delivery";
