import type { ListOrder } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { ProblemType } from "../readiness/model.ts";
import { PROBLEMS } from "../readiness/problems-sql.ts";
import type { Sql } from "../storage/sql.ts";
import { entryFromRecord } from "./entry-from-record.ts";
import { entryNotFound } from "./failures.ts";
import type { Entry, ExportStatus } from "./model.ts";
import {
  EXPORT_STATUS,
  type EntryRecord,
  RECORD_COLUMNS,
  RECORD_TABLES,
  recordTablesOf,
  selectEntry,
} from "./record-sql.ts";

/** One entry. Readers call `expireOverdueJob` first. Throws ENTRY_NOT_FOUND. */
export async function getEntry(sql: Sql, input: { companyId: string; id: string }): Promise<Entry> {
  const record = await selectEntry(sql, input.companyId, input.id);
  if (record === undefined) throw entryNotFound();
  return entryFromRecord(record);
}

/** Which of a company's entries are wanted; filters that are absent let everything through. */
export interface EntryFilter {
  companyId: string;
  ids?: readonly string[];
  exportStatus?: ExportStatus;
  type?: string;
  /** First bookkeeping day, `YYYY-MM-DD`. */
  from?: string;
  /** Last bookkeeping day. */
  to?: string;
  /** Whether nothing keeps it from being exported. */
  ready?: boolean;
  /** A kind of problem that it must have. */
  problem?: ProblemType;
  /** Text that must occur in the entry's references, note, supplier, invoice number or vendor, in any case. */
  q?: string;
}

const ORDER: ListOrder = {
  columns: {
    date: { sql: "e.date", type: "date" },
    createdAt: { sql: "e.created_at", type: "timestamptz" },
    amount: { sql: "e.wallet_amount", type: "bigint" },
    id: { sql: "e.id", type: "uuid" },
  },
  // As the entries came, as far as clocks go right; an id never changes, so that pages neither repeat nor skip one.
  standing: [{ sql: "e.id", type: "uuid" }],
};

/**
 * A company's entries, by default in the order in which they came; sorted by `date`, `createdAt`, `amount` or `id`.
 * Readers call `expireOverdueJob` first. Throws BAD_REQUEST for another sorting key.
 */
export function listEntries(sql: Sql, input: EntryFilter & { page: PageRequest }): Promise<Page<Entry>> {
  const values: unknown[] = [input.companyId];
  const where = ["e.company_id = $1"];
  const names: string[] = [];
  const add = (name: string, value: string | undefined, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    where.push(condition(`$${values.length}`));
    names.push(name);
  };
  let from = RECORD_TABLES;
  if (input.ids !== undefined) {
    values.push(input.ids);
    from = recordTablesOf(`$${values.length}`);
    names.push("ids");
  }
  add("status", input.exportStatus, (parameter) => `${EXPORT_STATUS} = ${parameter}::text`);
  add("type", input.type, (parameter) => `e.type = ${parameter}::text`);
  add("from", input.from, (parameter) => `e.date >= ${parameter}::date`);
  add("to", input.to, (parameter) => `e.date <= ${parameter}::date`);
  if (input.ready !== undefined) {
    where.push(`${input.ready ? "NOT " : ""}EXISTS (SELECT 1 FROM (${PROBLEMS}) AS p)`);
    names.push(input.ready ? "ready" : "unready");
  }
  add(
    "problem",
    input.problem,
    (parameter) => `EXISTS (SELECT 1 FROM (${PROBLEMS}) AS p WHERE p.type = ${parameter})`,
  );
  add("q", input.q?.toLowerCase(), (parameter) => `strpos(e.search, ${parameter}::text) > 0`);
  const list = {
    name: ["entries.list", ...names].join("."),
    columns: RECORD_COLUMNS,
    from,
    where: where.join(" AND "),
    values,
    order: ORDER,
  };
  return fetchPage<EntryRecord, Entry>(sql, list, input.page, entryFromRecord);
}
