import type * as wire from "@ledgerport/contract";
import type { AllPages, CallOptions, Paging } from "../common.ts";
import type { Tolerant } from "../tolerant.ts";

/** Where an entry stands in the export queue (contract 3.4). */
export type EntryExportStatus = wire.ExportStatus;

/** An accounting entry as the platform gives it (contract 6): a repeated import of an `externalRef` changes the entry. */
export type EntryRow = wire.EntryRow;

/** What of an entry changes, as JSON merge patch: null removes a member, lists are replaced whole. */
export type EntryPatch = wire.EntryPatch;

/** An accounting entry as kept. `locked` from QUEUED on: changes are refused. */
export type Entry = Tolerant<wire.Entry>;

/** Something to iterate over, at once or as it comes. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/**
 * The rows of an import: an array, or a function that starts the rows anew (both can be sent again after a lost
 * connection), or anything to iterate over, which is sent once.
 */
export type EntryRows = Rows<EntryRow> | (() => Rows<EntryRow>);

/** How an import is sent. */
export interface ImportOptions extends CallOptions {
  /** What the file is called that the rows come from; kept with the import. */
  fileName?: string;
}

/** What became of the rows; `errors` and `warnings` hold the first 1,000 each. */
export type EntryImportResult = Tolerant<wire.ImportResult>;

/** A row that was not imported, and why; rows count from 1. */
export type EntryImportError = EntryImportResult["errors"][number];

/** A row that was taken, but may not be meant so; rows count from 1. */
export type EntryImportWarning = EntryImportResult["warnings"][number];

/** An import as it is kept: who, when, from which file, and what became of its rows. */
export type EntryImport = Tolerant<wire.Import>;

/** A page of imports. */
export type ListImports = Paging<"startedAt">;
/** All imports, page by page. */
export type ListAllImports = AllPages<"startedAt">;

/** Which entries. */
export interface EntryFilter {
  /** Those with one of these ids, at most 100. */
  ids?: string[];
  exportStatus?: EntryExportStatus;
  type?: wire.EntryType;
  /** The first day, `YYYY-MM-DD`. */
  from?: string;
  /** The last day, `YYYY-MM-DD`. */
  to?: string;
  /** Whether nothing keeps it from being exported. */
  ready?: boolean;
  /** A kind of problem that it must have. */
  problem?: wire.ProblemType;
  /** Words to look for. */
  q?: string;
}

/** Names that a list of entries can be sorted by. */
export type EntrySortingKey = "date" | "createdAt" | "id" | "amount";

/** A page of entries. */
export type ListEntries = EntryFilter & Paging<EntrySortingKey>;
/** All entries, page by page. */
export type ListAllEntries = EntryFilter & AllPages<EntrySortingKey>;
