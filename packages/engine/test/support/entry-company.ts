import assert from "node:assert/strict";
import { beginImport, endImport } from "../../src/imports/commands.ts";
import { createCompany } from "../../src/tenants/commands.ts";
import { upsertAccounts, upsertTaxCodes } from "../../src/reference/commands.ts";
import { createExportJob, recordJobEvent } from "../../src/jobs/commands.ts";
import type { ExportJob } from "../../src/jobs/model.ts";
import { updateJobItems } from "../../src/items/commands.ts";
import { importEntries } from "../../src/entries/commands.ts";
import type { EntryRow, ImportResult } from "../../src/entries/model.ts";
import { listEntries } from "../../src/entries/queries.ts";
import type { Database, Tx } from "../../src/storage/database.ts";

/** A company with reference data of its own, and short ways to do things to its entries. */
export class EntryCompany {
  readonly database: Database;
  readonly id: string;

  private constructor(database: Database, id: string) {
    this.database = database;
    this.id = id;
  }

  static async create(database: Database): Promise<EntryCompany> {
    const company = await database.write("system", "admin", (tx) =>
      createCompany(tx, { name: "Toronto", defaultCurrency: "EUR" }),
    );
    const companyId = company.id;
    await database.write({ companyId }, "admin", async (tx) => {
      await upsertAccounts(tx, { companyId, records: [{ code: "7010", name: "Meals" }] });
      await upsertTaxCodes(tx, { companyId, records: [{ code: "V20", rate: 0.2, type: "inclusive" }] });
    });
    return new EntryCompany(database, companyId);
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.write({ companyId: this.id }, "key:test", work);
  }

  /** An import of one batch. */
  async import(...rows: EntryRow[]): Promise<ImportResult> {
    return this.importBatches(rows).then(([result]) => result ?? assert.fail());
  }

  /** One import of several batches, whose rows are numbered through. */
  async importBatches(...batches: EntryRow[][]): Promise<ImportResult[]> {
    const companyId = this.id;
    const importId = await this.write((tx) => beginImport(tx, { companyId, fileName: null }));
    const results: ImportResult[] = [];
    let row = 0;
    for (const batch of batches) {
      const rows = batch.map((entry) => ({ row: (row += 1), entry }));
      results.push(await this.write((tx) => importEntries(tx, { companyId, importId, rows })));
    }
    await this.write((tx) => endImport(tx, { companyId, importId, refused: 0, complete: true }));
    return results;
  }

  /** The id of the only entry with a reference. */
  async idOf(externalRef: string): Promise<string> {
    const page = await this.database.read({ companyId: this.id }, (sql) =>
      listEntries(sql, { companyId: this.id, q: externalRef, page: { limit: 100, sort: [] } }),
    );
    const found = page.rows.filter((entry) => entry.externalRef === externalRef);
    if (found.length !== 1 || found[0] === undefined)
      throw new Error(`${found.length} entries ${externalRef}`);
    return found[0].id;
  }

  createJob(...entryIds: string[]): Promise<ExportJob> {
    return this.write((tx) => this.createJobIn(tx, ...entryIds));
  }

  createJobIn(tx: Tx, ...entryIds: string[]): Promise<ExportJob> {
    return createExportJob(tx, {
      companyId: this.id,
      entryIds,
      createdBy: null,
      isInteractive: false,
      vendorBasedBookkeeping: false,
      expiresIn: 3600,
      requireContraAccounts: false,
      refusedTypes: [],
    });
  }

  /** Runs a job of entries to its end: they are exported. */
  async export(...entryIds: string[]): Promise<void> {
    await this.finish(await this.createJob(...entryIds), ...entryIds);
  }

  /** Runs a pending job to its end with success for its entries. */
  async finish(job: ExportJob, ...entryIds: string[]): Promise<void> {
    const input = { companyId: this.id, jobId: job.id };
    await this.write(async (tx) => {
      await recordJobEvent(tx, { ...input, event: "started" });
      const updates = entryIds.map((accountingEntryId) => ({
        accountingEntryId,
        status: "successful" as const,
      }));
      await updateJobItems(tx, { ...input, updates });
      await recordJobEvent(tx, { ...input, event: "completed" });
    });
  }
}
