/** How a company books what can carry a vendor (contract section 2, bookkeeping). */
export type BookkeepingMethod = "none" | "journal" | "accounts_payable";

/** The method of a company that names none (contract section 6). */
export const DEFAULT_BOOKKEEPING_METHOD: BookkeepingMethod = "journal";

/** A group of companies under one roof. */
export interface Organisation {
  id: string;
  name: string;
  createdAt: Date;
}

/** One ledger. */
export interface Company {
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
export interface NewCompany {
  /** A lower-case UUID; made here when left out. */
  id?: string;
  name: string;
  organisationId?: string;
  defaultCurrency: string;
  bookkeepingMethod?: BookkeepingMethod;
}

/** What of a company changes; what is left out stays. */
export interface CompanyChange {
  companyId: string;
  name?: string;
  defaultCurrency?: string;
  bookkeepingMethod?: BookkeepingMethod;
}
