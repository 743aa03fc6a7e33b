import type { TestDatabase } from "@ledgerport/testkit";
import type { EntryRow, ExportStatus } from "../../src/entries/model.ts";
import { listEntries } from "../../src/entries/queries.ts";
import type { HistoryRecord } from "../../src/history/model.ts";
import { listCompanyHistory, listEntryHistory, listJobHistory } from "../../src/history/queries.ts";
import { type ItemUpdateResult, updateJobItems } from "../../src/items/commands.ts";
import type { ExportJobItem, ItemStatus, ItemUpdate } from "../../src/items/model.ts";
import { listJobItems } from "../../src/items/queries.ts";
import {
  type JobEventInput,
  type NewExportJob,
  cancelExportJob,
  createExportJob,
  recordJobEvent,
} from "../../src/jobs/commands.ts";
import { expireOverdueJob } from "../../src/jobs/finish.ts";
import type { ExportJob, JobEvent } from "../../src/jobs/model.ts";
import { getExportJob, listExportJobs } from "../../src/jobs/queries.ts";
import type { Actor } from "../../src/shared/actor.ts";
import type { Database, Tx } from "../../src/storage/database.ts";
import type { Sql } from "../../src/storage/sql.ts";
import { EntryCompany } from "./entry-company.ts";
import { plainRow, recordId } from "./entry-rows.ts";

const ALL = { limit: 10_000, sort: [] };
const ENTRY = 7;

/** The id of the nth entry (from 1) of every company here: companies share ids, so a missing tenant shows. */
export const entryId = (number: number): string => recordId(ENTRY, number);

/** A company with entries, and short ways to take them through jobs and to see what became of them. */
export class JobCompany {
  readonly database: Database;
  readonly entries: EntryCompany;
  readonly id: string;

  private constructor(entries: EntryCompany) {
    this.database = entries.database;
    this.entries = entries;
    this.id = entries.id;
  }

  /** A company whose entries 1 to `count` are card purchases in euros, changed as `changes` says. */
  static async create(
    db: TestDatabase,
    count = 3,
    changes: Partial<Record<number, Partial<EntryRow>>> = {},
  ): Promise<JobCompany> {
    const company = new JobCompany(await EntryCompany.create(db.database));
    const rows = Array.from({ length: count }, (_, at) =>
      plainRow({ id: entryId(at + 1), externalRef: `card-${at + 1}`, ...changes[at + 1] }),
    );
    const { errors } = await company.entries.import(...rows);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return company;
  }

  write<T>(work: (tx: Tx) => Promise<T>, actor: Actor = "key:test"): Promise<T> {
    return this.database.write({ companyId: this.id }, actor, work);
  }

  /** Reads as the server does: the company's overdue job is ended first. */
  async read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    await expireOverdueJob(this.database, this.id);
    return this.database.read({ companyId: this.id }, work);
  }

  /** Creates a job of the entries with these numbers. */
  create(numbers: readonly number[], options: Partial<NewExportJob> = {}): Promise<ExportJob> {
    return this.write((tx) => this.createIn(tx, numbers, options));
  }

  createIn(tx: Tx, numbers: readonly number[], options: Partial<NewExportJob> = {}): Promise<ExportJob> {
    return createExportJob(tx, {
      companyId: this.id,
      entryIds: numbers.map(entryId),
      createdBy: null,
      isInteractive: true,
      vendorBasedBookkeeping: false,
      expiresIn: 3600,
      requireContraAccounts: false,
      refusedTypes: [],
      ...options,
    });
  }

  /** A job of the entries with these numbers that a worker has started. */
  async running(...numbers: number[]): Promise<ExportJob> {
    const { id } = await this.create(numbers);
    return this.event(id, "started");
  }

  event(
    jobId: string,
    event: JobEvent,
    more: Partial<JobEventInput> = {},
    actor?: Actor,
  ): Promise<ExportJob> {
    return this.write((tx) => this.eventIn(tx, jobId, event, more), actor);
  }

  eventIn(tx: Tx, jobId: string, event: JobEvent, more: Partial<JobEventInput> = {}): Promise<ExportJob> {
    return recordJobEvent(tx, { companyId: this.id, jobId, event, ...more });
  }

  cancel(jobId: string): Promise<ExportJob> {
    return this.write((tx) => cancelExportJob(tx, { companyId: this.id, jobId }), "admin");
  }

  update(jobId: string, ...updates: ItemUpdate[]): Promise<ItemUpdateResult> {
    return this.write((tx) => this.updateIn(tx, jobId, ...updates));
  }

  updateIn(tx: Tx, jobId: string, ...updates: ItemUpdate[]): Promise<ItemUpdateResult> {
    return updateJobItems(tx, { companyId: this.id, jobId, updates });
  }

  /** Gives the items of the entries with these numbers one status. */
  set(jobId: string, status: ItemStatus, ...numbers: number[]): Promise<ItemUpdateResult> {
    return this.update(jobId, ...numbers.map((number) => ({ accountingEntryId: entryId(number), status })));
  }

  job(jobId: string): Promise<ExportJob> {
    return this.read((sql) => getExportJob(sql, { companyId: this.id, jobId }));
  }

  async jobs(): Promise<ExportJob[]> {
    return (await this.read((sql) => listExportJobs(sql, { companyId: this.id, page: ALL }))).rows;
  }

  /** A job's items in its order. */
  async items(jobId: string): Promise<ExportJobItem[]> {
    return (await this.read((sql) => listJobItems(sql, { companyId: this.id, jobId, page: ALL }))).rows;
  }

  async itemStatuses(jobId: string): Promise<ItemStatus[]> {
    return (await this.items(jobId)).map(({ status }) => status);
  }

  /** The export statuses of all entries, in the order of their numbers. */
  async entryStatuses(): Promise<ExportStatus[]> {
    const { rows } = await this.read((sql) => listEntries(sql, { companyId: this.id, page: ALL }));
    return rows.map(({ exportStatus }) => exportStatus);
  }

  async history(): Promise<HistoryRecord[]> {
    return (await this.read((sql) => listCompanyHistory(sql, { companyId: this.id, page: ALL }))).rows;
  }

  async jobHistory(jobId: string): Promise<HistoryRecord[]> {
    return (await this.read((sql) => listJobHistory(sql, { companyId: this.id, jobId, page: ALL }))).rows;
  }

  /** The history of the entry with this number, or this id. */
  async entryHistory(entry: number | string): Promise<HistoryRecord[]> {
    const id = typeof entry === "string" ? entry : entryId(entry);
    const input = { companyId: this.id, entryId: id, page: ALL };
    return (await this.read((sql) => listEntryHistory(sql, input))).rows;
  }
}
