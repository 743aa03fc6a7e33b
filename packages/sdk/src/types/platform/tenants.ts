import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "../common.ts";
import type { Tolerant } from "../tolerant.ts";

/** A group of companies. */
export type Organisation = Tolerant<wire.Organisation>;
/** A new organisation. */
export type CreateOrganisation = wire.OrganisationCreate;
/** One ledger. */
export type Company = Tolerant<wire.Company>;
/** A new company; left out: `bookkeepingMethod` is `journal`, the server makes the `id`. */
export type CreateCompany = wire.CompanyCreate;
/** What of a company changes. */
export type UpdateCompany = wire.CompanyPatch;

/** Names that lists of organisations, companies and keys can be sorted by. */
export type TenantSortingKey = "name" | "createdAt" | "id";

/** Which companies. */
export interface CompanyFilter {
  organisationId?: string;
}

/** A page of organisations. */
export type ListOrganisations = Paging<TenantSortingKey>;
/** All organisations, page by page. */
export type ListAllOrganisations = AllPages<TenantSortingKey>;
/** A page of companies. */
export type ListCompanies = CompanyFilter & Paging<TenantSortingKey>;
/** All companies, page by page. */
export type ListAllCompanies = CompanyFilter & AllPages<TenantSortingKey>;
