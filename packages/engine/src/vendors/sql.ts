import type { ListOrder } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { type Row, type Sql, first } from "../storage/sql.ts";
import type { Vendor, VendorState } from "./model.ts";

const COLUMNS = `v.company_id, v.id, v.name, v.default_currency, v.state, v.accounting_system, v.code, v.external_id,
  v.country, v.registration_number, v.tax_registration_number, v.created_at, v.updated_at`;

interface VendorRow extends Row {
  company_id: string;
  id: string;
  name: string;
  default_currency: string;
  state: VendorState;
  accounting_system: string | null;
  code: string | null;
  external_id: string | null;
  country: string | null;
  registration_number: string | null;
  tax_registration_number: string | null;
  created_at: Date;
  updated_at: Date;
}

function vendorFromRow(row: VendorRow): Vendor {
  return {
    companyId: row.company_id,
    id: row.id,
    name: row.name,
    defaultCurrency: row.default_currency,
    state: row.state,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.accounting_system === null ? {} : { accountingSystem: row.accounting_system }),
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.country === null ? {} : { country: row.country }),
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    ...(row.registration_number === null ? {} : { registrationNumber: row.registration_number }),
    ...(row.tax_registration_number === null ? {} : { taxRegistrationNumber: row.tax_registration_number }),
  };
}

/** Inserts a vendor; false when its code or external id is taken, also by one being inserted right now. */
export async function insertVendor(sql: Sql, vendor: Vendor): Promise<boolean> {
  const rows = await sql.query({
    name: "vendors.insert",
    text: `INSERT INTO vendors (company_id, id, name, default_currency, state, accounting_system, code, external_id,
             country, registration_number, tax_registration_number, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
           ON CONFLICT DO NOTHING RETURNING id`,
    values: [...identity(vendor), ...members(vendor), vendor.createdAt, vendor.updatedAt],
  });
  return rows.length > 0;
}

/** Replaces everything but the vendor's identity; the constraints refuse a code or external id that is taken. */
export async function updateVendorRow(sql: Sql, vendor: Vendor): Promise<void> {
  await sql.query({
    name: "vendors.update",
    text: `UPDATE vendors SET name = $3, default_currency = $4, state = $5, accounting_system = $6, code = $7,
             external_id = $8, country = $9, registration_number = $10, tax_registration_number = $11, updated_at = $12
           WHERE company_id = $1 AND id = $2`,
    values: [...identity(vendor), ...members(vendor), vendor.updatedAt],
  });
}

function identity(vendor: Vendor): unknown[] {
  return [vendor.companyId, vendor.id];
}

function members(vendor: Vendor): unknown[] {
  return [
    vendor.name,
    vendor.defaultCurrency,
    vendor.state,
    vendor.accountingSystem ?? null,
    vendor.code ?? null,
    vendor.externalId ?? null,
    vendor.country ?? null,
    vendor.registrationNumber ?? null,
    vendor.taxRegistrationNumber ?? null,
  ];
}

export async function selectVendor(sql: Sql, companyId: string, id: string): Promise<Vendor | undefined> {
  const row = await first<VendorRow>(sql, {
    name: "vendors.select",
    text: `SELECT ${COLUMNS} FROM vendors v WHERE v.company_id = $1 AND v.id = $2`,
    values: [companyId, id],
  });
  return row === undefined ? undefined : vendorFromRow(row);
}

export async function lockVendor(sql: Sql, companyId: string, id: string): Promise<Vendor | undefined> {
  const row = await first<VendorRow>(sql, {
    name: "vendors.lock",
    text: `SELECT ${COLUMNS} FROM vendors v WHERE v.company_id = $1 AND v.id = $2 FOR NO KEY UPDATE`,
    values: [companyId, id],
  });
  return row === undefined ? undefined : vendorFromRow(row);
}

/** The vendors that entries can be booked to. */
export async function selectUsableVendors(sql: Sql, companyId: string): Promise<Vendor[]> {
  const rows = await sql.query<VendorRow>({
    name: "vendors.select_usable",
    text: `SELECT ${COLUMNS} FROM vendors v WHERE v.company_id = $1 AND v.state <> 'ARCHIVED'`,
    values: [companyId],
  });
  return rows.map(vendorFromRow);
}

/** Which vendors are searched for: those that fit every list that is given (contract section 5, search). */
export interface VendorFilter {
  accountingSystems?: readonly string[];
  codes?: readonly string[];
  countries?: readonly string[];
  externalIds?: readonly string[];
  ids?: readonly string[];
  /** Part of the name, in any case. */
  name?: string;
  states?: readonly VendorState[];
  taxRegistrationNumbers?: readonly string[];
}

/** What a list of vendors can be sorted by (contract section 1, Sorting keys). */
const ORDER: ListOrder = {
  columns: {
    name: { sql: "v.name", type: "text" },
    code: { sql: "v.code", type: "text", nullable: true },
    createdAt: { sql: "v.created_at", type: "timestamptz" },
    updatedAt: { sql: "v.updated_at", type: "timestamptz" },
    id: { sql: "v.id", type: "uuid" },
  },
  standing: [
    { sql: "v.created_at", type: "timestamptz" },
    { sql: "v.id", type: "uuid" },
  ],
};

export function selectVendors(
  sql: Sql,
  companyId: string,
  filter: VendorFilter,
  page: PageRequest,
): Promise<Page<Vendor>> {
  const list = {
    name: "vendors.search",
    columns: COLUMNS,
    from: "vendors v",
    where: `v.company_id = $1
      AND ($2::text[] IS NULL OR v.accounting_system = ANY ($2::text[]))
      AND ($3::text[] IS NULL OR v.code = ANY ($3::text[]))
      AND ($4::text[] IS NULL OR v.country = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR v.external_id = ANY ($5::text[]))
      AND ($6::uuid[] IS NULL OR v.id = ANY ($6::uuid[]))
      AND ($7::text IS NULL OR strpos(lower(v.name), lower($7::text)) > 0)
      AND ($8::text[] IS NULL OR v.state = ANY ($8::text[]))
      AND ($9::text[] IS NULL OR v.tax_registration_number = ANY ($9::text[]))`,
    values: [
      companyId,
      filter.accountingSystems ?? null,
      filter.codes ?? null,
      filter.countries ?? null,
      filter.externalIds ?? null,
      filter.ids ?? null,
      filter.name ?? null,
      filter.states ?? null,
      filter.taxRegistrationNumbers ?? null,
    ],
    order: ORDER,
  };
  return fetchPage<VendorRow, Vendor>(sql, list, page, vendorFromRow);
}
