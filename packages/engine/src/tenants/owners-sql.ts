import type { Row, Sql } from "../storage/sql.ts";
import type { OwnedKind } from "./model.ts";

/** Which companies have a row with one of the ids $1; each looks into an index by id alone. */
const OWNERS: Readonly<Record<OwnedKind, string>> = {
  job: "SELECT j.company_id FROM export_jobs j WHERE j.id = ANY ($1::uuid[])",
  entry: `SELECT e.company_id FROM accounting_entries e WHERE e.id = ANY ($1::uuid[])
    UNION SELECT d.company_id FROM deleted_entries d WHERE d.id = ANY ($1::uuid[])`,
  vendor: "SELECT v.company_id FROM vendors v WHERE v.id = ANY ($1::uuid[])",
  delivery: "SELECT d.company_id FROM deliveries d WHERE d.id = ANY ($1::uuid[])",
};

/**
 * Up to two of the companies that own one of the things, all companies' or one organisation's (null: all).
 * Owners are gathered before they are asked for their organisation, one by one: joined, PostgreSQL may well go through
 * all companies in place of the few.
 */
export async function selectOwners(
  sql: Sql,
  kind: OwnedKind,
  ids: readonly string[],
  organisationId: string | null,
): Promise<string[]> {
  const rows = await sql.query<CompanyIdRow>({
    name: `companies.owners_of_${kind}`,
    text: `WITH owners AS MATERIALIZED (SELECT DISTINCT o.company_id FROM (${OWNERS[kind]}) AS o)
           SELECT o.company_id FROM owners o
           WHERE $2::uuid IS NULL OR (SELECT c.organisation_id FROM companies c WHERE c.id = o.company_id) = $2
           LIMIT 2`,
    values: [ids, organisationId],
  });
  return rows.map((row) => row.company_id);
}

/** Up to two companies, of all or of one organisation (null: all). */
export async function selectSomeCompanies(sql: Sql, organisationId: string | null): Promise<string[]> {
  const rows = await sql.query<CompanyIdRow>(
    organisationId === null
      ? { name: "companies.some", text: "SELECT c.id AS company_id FROM companies c LIMIT 2" }
      : {
          name: "companies.some_of_organisation",
          text: "SELECT c.id AS company_id FROM companies c WHERE c.organisation_id = $1 LIMIT 2",
          values: [organisationId],
        },
  );
  return rows.map((row) => row.company_id);
}

interface CompanyIdRow extends Row {
  company_id: string;
}
