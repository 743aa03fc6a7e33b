import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { first, type Row, type Sql } from "../storage/sql.ts";
import type { BookkeepingMethod, Company, CompanyChange, ExportDemand, Organisation } from "./model.ts";

interface OrganisationRow extends Row {
  id: string;
  name: string;
  created_at: Date;
}

interface CompanyRow extends OrganisationRow {
  organisation_id: string | null;
  default_currency: string;
  bookkeeping_method: BookkeepingMethod;
  required_for_export: ExportDemand[];
  books_closed_through: string | null;
  updated_at: Date;
}

const ORGANISATION_COLUMNS = "o.id, o.name, o.created_at";
const COMPANY_COLUMNS = `c.id, c.organisation_id, c.name, c.default_currency, c.bookkeeping_method, c.required_for_export,
  c.books_closed_through, c.created_at, c.updated_at`;

function organisationFromRow(row: OrganisationRow): Organisation {
  return { id: row.id, name: row.name, createdAt: row.created_at };
}

function companyFromRow(row: CompanyRow): Company {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    name: row.name,
    defaultCurrency: row.default_currency,
    bookkeepingMethod: row.bookkeeping_method,
    requiredForExport: row.required_for_export,
    booksClosedThrough: row.books_closed_through,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function insertOrganisation(sql: Sql, organisation: Organisation): Promise<void> {
  await sql.query({
    text: "INSERT INTO organisations (id, name, created_at) VALUES ($1, $2, $3)",
    values: [organisation.id, organisation.name, organisation.createdAt],
  });
}

export async function selectOrganisation(sql: Sql, id: string): Promise<Organisation | undefined> {
  const row = await first<OrganisationRow>(sql, {
    name: "organisations.get",
    text: `SELECT ${ORGANISATION_COLUMNS} FROM organisations o WHERE o.id = $1`,
    values: [id],
  });
  return row === undefined ? undefined : organisationFromRow(row);
}

/** Says whether the company was new. */
export async function insertCompany(sql: Sql, company: Company): Promise<boolean> {
  const rows = await sql.query({
    text: `INSERT INTO companies (id, organisation_id, name, default_currency, bookkeeping_method, created_at, updated_at,
             required_for_export, books_closed_through)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING id`,
    values: [
      company.id,
      company.organisationId,
      company.name,
      company.defaultCurrency,
      company.bookkeepingMethod,
      company.createdAt,
      company.updatedAt,
      company.requiredForExport,
      company.booksClosedThrough,
    ],
  });
  return rows.length > 0;
}

export async function selectCompany(sql: Sql, companyId: string): Promise<Company | undefined> {
  const row = await first<CompanyRow>(sql, {
    name: "companies.get",
    text: `SELECT ${COMPANY_COLUMNS} FROM companies c WHERE c.id = $1`,
    values: [companyId],
  });
  return row === undefined ? undefined : companyFromRow(row);
}

export async function updateCompanyRow(
  sql: Sql,
  change: CompanyChange,
  at: Date,
): Promise<Company | undefined> {
  const row = await first<CompanyRow>(sql, {
    text: `UPDATE companies c SET name = COALESCE($2, c.name), default_currency = COALESCE($3, c.default_currency),
             bookkeeping_method = COALESCE($4, c.bookkeeping_method), updated_at = $5,
             required_for_export = COALESCE($6, c.required_for_export),
             books_closed_through = CASE WHEN $7 THEN $8::date ELSE c.books_closed_through END
           WHERE c.id = $1 RETURNING ${COMPANY_COLUMNS}`,
    values: [
      change.companyId,
      change.name ?? null,
      change.defaultCurrency ?? null,
      change.bookkeepingMethod ?? null,
      at,
      change.requiredForExport ?? null,
      change.booksClosedThrough !== undefined,
      change.booksClosedThrough ?? null,
    ],
  });
  return row === undefined ? undefined : companyFromRow(row);
}

/** By creation; also sortable by the columns given. */
function order(table: "o" | "c", more: Readonly<Record<string, SortColumn>>): ListOrder {
  const id: SortColumn = { sql: `${table}.id`, type: "uuid" };
  const createdAt: SortColumn = { sql: `${table}.created_at`, type: "timestamptz" };
  const name: SortColumn = { sql: `${table}.name`, type: "text" };
  return { columns: { id, createdAt, name, ...more }, standing: [createdAt, id] };
}

const ORGANISATION_ORDER = order("o", {});
const COMPANY_ORDER = order("c", { updatedAt: { sql: "c.updated_at", type: "timestamptz" } });

export function selectOrganisations(
  sql: Sql,
  organisationId: string | undefined,
  page: PageRequest,
): Promise<Page<Organisation>> {
  const list = {
    name: "organisations.list",
    columns: ORGANISATION_COLUMNS,
    from: "organisations o",
    where: "($1::uuid IS NULL OR o.id = $1)",
    values: [organisationId ?? null],
    order: ORGANISATION_ORDER,
  };
  return fetchPage<OrganisationRow, Organisation>(sql, list, page, organisationFromRow);
}

export function selectCompanies(
  sql: Sql,
  filter: { organisationId?: string; companyId?: string },
  page: PageRequest,
): Promise<Page<Company>> {
  const list = {
    name: "companies.list",
    columns: COMPANY_COLUMNS,
    from: "companies c",
    where: "($1::uuid IS NULL OR c.organisation_id = $1) AND ($2::uuid IS NULL OR c.id = $2)",
    values: [filter.organisationId ?? null, filter.companyId ?? null],
    order: COMPANY_ORDER,
  };
  return fetchPage<CompanyRow, Company>(sql, list, page, companyFromRow);
}
