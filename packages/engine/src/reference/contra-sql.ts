import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { Row, Sql } from "../storage/sql.ts";
import type { ContraAccount } from "./model.ts";

interface ContraAccountRow extends Row {
  id: string;
  currency: string;
  name: string;
  code: string | null;
  identifier: string | null;
}

const COLUMNS = "a.id, a.currency, a.name, a.code, a.identifier";

function accountFromRow({ id, currency, name, code, identifier }: ContraAccountRow): ContraAccount {
  return { id, currency, name, code, identifier };
}

export async function selectContraAccounts(sql: Sql, companyId: string): Promise<ContraAccount[]> {
  const rows = await sql.query<ContraAccountRow>({
    name: "contra_accounts.all",
    text: `SELECT ${COLUMNS} FROM contra_accounts a WHERE a.company_id = $1`,
    values: [companyId],
  });
  return rows.map(accountFromRow);
}

export async function deleteContraAccounts(sql: Sql, companyId: string): Promise<void> {
  await sql.query({ text: "DELETE FROM contra_accounts WHERE company_id = $1", values: [companyId] });
}

export async function insertContraAccounts(
  sql: Sql,
  companyId: string,
  accounts: readonly ContraAccount[],
): Promise<void> {
  await sql.query({
    text: `INSERT INTO contra_accounts (company_id, currency, id, name, code, identifier)
           SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[])`,
    values: [
      companyId,
      accounts.map((account) => account.currency),
      accounts.map((account) => account.id),
      accounts.map((account) => account.name),
      accounts.map((account) => account.code),
      accounts.map((account) => account.identifier),
    ],
  });
}

const CURRENCY: SortColumn = { sql: "a.currency", type: "text" };
const ORDER: ListOrder = {
  columns: { currency: CURRENCY, name: { sql: "a.name", type: "text" } },
  standing: [CURRENCY],
};

export function selectContraAccountPage(
  sql: Sql,
  companyId: string,
  page: PageRequest,
): Promise<Page<ContraAccount>> {
  const list = {
    name: "contra_accounts.list",
    columns: COLUMNS,
    from: "contra_accounts a",
    where: "a.company_id = $1",
    values: [companyId],
    order: ORDER,
  };
  return fetchPage<ContraAccountRow, ContraAccount>(sql, list, page, accountFromRow);
}
