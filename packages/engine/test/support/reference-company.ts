import { replaceContraAccounts, upsertAccounts } from "../../src/reference/commands.ts";
import { listReferenceRecords, loadReferenceBook } from "../../src/reference/queries.ts";
import type { ReferenceBook } from "../../src/reference/book.ts";
import type {
  AccountRecord,
  ContraAccount,
  ContraAccountRecord,
  ListedKind,
  UpsertResult,
} from "../../src/reference/model.ts";
import type { Database, Tx } from "../../src/storage/database.ts";
import type { Sql } from "../../src/storage/sql.ts";
import { createCompany } from "../../src/tenants/commands.ts";

/** A company without reference data, and short ways to give it some. */
export class ReferenceCompany {
  readonly database: Database;
  readonly id: string;

  private constructor(database: Database, id: string) {
    this.database = database;
    this.id = id;
  }

  static async create(database: Database): Promise<ReferenceCompany> {
    const company = { name: "Toronto", defaultCurrency: "CAD" };
    const { id } = await database.write("system", "admin", (tx) => createCompany(tx, company));
    return new ReferenceCompany(database, id);
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.write({ companyId: this.id }, "key:test", work);
  }

  read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.database.read({ companyId: this.id }, work);
  }

  accounts(...records: AccountRecord[]): Promise<UpsertResult> {
    return this.write((tx) => upsertAccounts(tx, { companyId: this.id, records }));
  }

  contraAccounts(...accounts: ContraAccountRecord[]): Promise<ContraAccount[]> {
    return this.write((tx) => replaceContraAccounts(tx, { companyId: this.id, accounts }));
  }

  async version(): Promise<string> {
    const text = "SELECT reference_version FROM companies WHERE id = $1";
    const rows = await this.read((sql) =>
      sql.query<{ reference_version: string }>({ text, values: [this.id] }),
    );
    return rows[0]?.reference_version ?? "none";
  }

  async book(): Promise<ReferenceBook> {
    const version = await this.version();
    return this.read((sql) => loadReferenceBook(sql, this.id, version));
  }

  /** All records of a kind, by code. */
  async list(kind: ListedKind): Promise<Record<string, unknown>[]> {
    const page = { limit: 100_000, sort: [] };
    const { rows } = await this.read((sql) => listReferenceRecords(sql, { companyId: this.id, kind, page }));
    return rows.map((row) => JSON.parse(row) as Record<string, unknown>);
  }
}
