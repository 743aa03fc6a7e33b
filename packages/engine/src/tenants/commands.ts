import { assertDay } from "../shared/days.ts";
import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import {
  type Company,
  type CompanyChange,
  DEFAULT_BOOKKEEPING_METHOD,
  type NewCompany,
  type Organisation,
} from "./model.ts";
import { insertCompany, insertOrganisation, selectOrganisation, updateCompanyRow } from "./sql.ts";

/** Makes an organisation. Runs as "system". */
export async function createOrganisation(tx: Tx, input: { name: string }): Promise<Organisation> {
  const organisation = { id: newId(tx.clock), name: input.name, createdAt: tx.clock.now() };
  await insertOrganisation(tx, organisation);
  return organisation;
}

/**
 * Makes a company. Runs as "system" or as the company itself.
 * Throws ORGANISATION_NOT_FOUND (param organisationId), COMPANY_ALREADY_EXISTS (param id) and BAD_REQUEST for a
 * day that is not one of the calendar.
 */
export async function createCompany(tx: Tx, input: NewCompany): Promise<Company> {
  if (
    input.organisationId !== undefined &&
    (await selectOrganisation(tx, input.organisationId)) === undefined
  ) {
    throw new DomainError("ORGANISATION_NOT_FOUND", "There is no such organisation", {
      param: "organisationId",
    });
  }
  const now = tx.clock.now();
  const company: Company = {
    id: input.id ?? newId(tx.clock),
    organisationId: input.organisationId ?? null,
    name: input.name,
    defaultCurrency: input.defaultCurrency,
    bookkeepingMethod: input.bookkeepingMethod ?? DEFAULT_BOOKKEEPING_METHOD,
    requiredForExport: input.requiredForExport ?? [],
    booksClosedThrough: input.booksClosedThrough ?? null,
    createdAt: now,
    updatedAt: now,
  };
  assertClosedDay(company.booksClosedThrough);
  if (!(await insertCompany(tx, company))) {
    throw new DomainError("COMPANY_ALREADY_EXISTS", "A company with this id already exists", { param: "id" });
  }
  return company;
}

/**
 * Changes what is given of a company. A new bookkeeping method is that of entries to come; those that are there
 * keep theirs. Throws COMPANY_NOT_FOUND, and BAD_REQUEST for a day that is not one of the calendar.
 */
export async function updateCompany(tx: Tx, input: CompanyChange): Promise<Company> {
  assertClosedDay(input.booksClosedThrough ?? null);
  const company = await updateCompanyRow(tx, input, tx.clock.now());
  if (company === undefined) throw new DomainError("COMPANY_NOT_FOUND", "There is no such company");
  return company;
}

function assertClosedDay(day: string | null): void {
  if (day !== null) assertDay(day, "booksClosedThrough");
}
