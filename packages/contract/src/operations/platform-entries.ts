import { ENTRY_ROW_TYPES, EXPORT_STATUSES, PROBLEM_TYPES } from "../enums/entries.ts";
import { Entry, EntryImport, EntryPatch, ImportResult } from "../platform/entries.ts";
import { ExportJob } from "../export/jobs.ts";
import { ExportJobRetry } from "../platform/export-jobs.ts";
import { ExportJobPreflight, PreflightResult, ReadinessSummary } from "../platform/readiness.ts";
import { optionalOfRow } from "../platform/entry-rows.ts";
import { FileName, Import } from "../platform/imports.ts";
import { HistoryRecord } from "../platform/history.ts";
import { DayDate, Uuid, text } from "../schema/primitives.ts";
import { Type, Words } from "../schema/type.ts";
import { JSON_TYPE, NO_CONTENT, byId, created, define, found, ids, json, listed, patch } from "./define.ts";

const read = { versions: [], api: "platform", scope: "platform:read" } as const;
const write = { versions: [], api: "platform", scope: "platform:write" } as const;
const HISTORY_SORTING_KEYS = ["id"];
const IMPORT_SORTING_KEYS = ["startedAt"];

const entries = [
  define({
    ...write,
    id: "importEntries",
    method: "POST",
    path: "/platform/v1/companies/{id}/entries:import",
    tags: ["Entries"],
    summary: "Import accounting entries",
    description:
      "A JSON array, or NDJSON of any length with one entry a line. An entry is found by its `externalRef`, so a " +
      "repeated import is harmless. A bad row fails alone; the others go on. Of two rows of one import with the same " +
      "`externalRef`, the second is harmless when it says the same, and fails when it says something else.",
    company: "path",
    params: ids("id"),
    filters: {
      file_name: Type.Optional({ ...FileName, description: "What the file is called; kept with the import" }),
    },
    body: { schema: EntryImport, types: [JSON_TYPE, "application/x-ndjson"], streamed: true },
    success: found(ImportResult),
  }),
  define({
    ...read,
    id: "listImports",
    method: "GET",
    path: "/platform/v1/companies/{id}/imports",
    tags: ["Entries"],
    summary: "List imports",
    description: "In the order in which they began.",
    company: "path",
    params: ids("id"),
    sortingKeys: IMPORT_SORTING_KEYS,
    success: listed(Import),
  }),
  define({
    ...read,
    id: "getImport",
    method: "GET",
    path: "/platform/v1/companies/{id}/imports/{importId}",
    tags: ["Entries"],
    summary: "Get an import",
    company: "path",
    params: ids("id", "importId"),
    success: found(Import),
    errors: ["IMPORT_NOT_FOUND"],
  }),
  define({
    ...read,
    id: "listEntries",
    method: "GET",
    path: "/platform/v1/companies/{id}/entries",
    tags: ["Entries"],
    summary: "List accounting entries",
    // An integration may make a job of any entry and read its export item; here it finds the entries.
    orScope: "export-items:read",
    company: "path",
    params: ids("id"),
    filters: {
      ids: Type.Optional(Type.Array(Uuid, { maxItems: 100, description: "Those with one of these ids" })),
      export_status: Type.Optional(Words(EXPORT_STATUSES, { description: "Those with this status" })),
      type: Type.Optional(Words(ENTRY_ROW_TYPES, { description: "Those of this type" })),
      from: Type.Optional({ ...DayDate, description: "Bookkeeping date, this day included" }),
      to: Type.Optional({ ...DayDate, description: "Bookkeeping date, this day included" }),
      ready: Type.Optional(Type.Boolean({ description: "Whether nothing keeps it from being exported" })),
      problem: Type.Optional(
        Words(PROBLEM_TYPES, { description: "Those that this keeps from being exported" }),
      ),
      q: Type.Optional({ ...text(200), description: "Words to look for" }),
    },
    sortingKeys: ["date", "createdAt", "id", "amount"],
    success: listed(Entry),
  }),
  define({
    ...read,
    id: "getEntry",
    method: "GET",
    path: "/platform/v1/entries/{id}",
    tags: ["Entries"],
    summary: "Get an accounting entry",
    company: "request",
    ...byId("entry"),
    success: found(Entry),
    errors: ["ENTRY_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "updateEntry",
    method: "PATCH",
    path: "/platform/v1/entries/{id}",
    tags: ["Entries"],
    summary: "Change an accounting entry",
    description:
      "A JSON merge patch: null removes a member, lists are replaced whole. What every entry has can't be removed, so " +
      "null leaves it as it is.",
    company: "request",
    ...byId("entry"),
    body: patch(EntryPatch, Object.keys(optionalOfRow)),
    success: found(Entry),
    errors: [
      "ENTRY_NOT_FOUND",
      "ENTRY_LOCKED",
      "EXTERNAL_REF_ALREADY_EXISTS",
      "LINES_DO_NOT_ADD_UP",
      "UNKNOWN_REFERENCE",
    ],
  }),
  define({
    ...write,
    id: "deleteEntry",
    method: "DELETE",
    path: "/platform/v1/entries/{id}",
    tags: ["Entries"],
    summary: "Delete an accounting entry",
    description: "Its history stays. Imported again under the same `externalRef`, it gets its id back.",
    company: "request",
    ...byId("entry"),
    success: NO_CONTENT,
    errors: ["ENTRY_NOT_FOUND", "ENTRY_LOCKED"],
  }),
  define({
    ...write,
    id: "reopenEntry",
    method: "POST",
    path: "/platform/v1/entries/{id}:reopen",
    tags: ["Entries"],
    summary: "Unlock an exported entry",
    description: "The entry can be changed and exported again.",
    company: "request",
    ...byId("entry"),
    success: NO_CONTENT,
    errors: ["ENTRY_NOT_FOUND", "ENTRY_NOT_EXPORTED", "ENTRY_LOCKED"],
  }),
  define({
    ...read,
    id: "listEntryHistory",
    method: "GET",
    path: "/platform/v1/entries/{id}/history",
    tags: ["History"],
    summary: "What happened to an entry",
    company: "request",
    ...byId("entry"),
    sortingKeys: HISTORY_SORTING_KEYS,
    success: listed(HistoryRecord),
    errors: ["ENTRY_NOT_FOUND"],
  }),
];

const readiness = [
  define({
    ...read,
    id: "getCompanyReadiness",
    method: "GET",
    path: "/platform/v1/companies/{id}/readiness",
    tags: ["Readiness"],
    summary: "What the company's queue lacks, by cause",
    description:
      "Of the entries that are not exported and in no job. One mended cause clears all that waited for it.",
    company: "path",
    params: ids("id"),
    success: found(ReadinessSummary),
  }),
  define({
    ...write,
    id: "preflightExportJob",
    // An integration tells what an entry lacks in the words that readiness has for it.
    orScope: "export-items:read",
    method: "POST",
    path: "/platform/v1/companies/{id}/export-jobs:preflight",
    tags: ["Readiness"],
    summary: "Say what would fail if these entries were exported now",
    description:
      "Changes nothing. Whether a job would be refused is told as v3 of the Export API would refuse it.",
    company: "path",
    params: ids("id"),
    body: json(ExportJobPreflight),
    success: found(PreflightResult),
    errors: ["EXPORT_JOB_SIZE_LIMIT", "EXPORT_ENTRY_NOT_FOUND"],
  }),
];

const jobs = [
  define({
    ...write,
    id: "cancelExportJob",
    method: "POST",
    path: "/platform/v1/export-jobs/{id}:cancel",
    tags: ["Export jobs"],
    summary: "Cancel an export job",
    description: "The job fails with `canceled_by_user`; items already successful stay so.",
    company: "request",
    ...byId("job"),
    success: NO_CONTENT,
    errors: ["EXPORT_NOT_FOUND", "INVALID_EXPORT_JOB_STATUS_CHANGE"],
  }),
  define({
    ...write,
    id: "retryExportJob",
    method: "POST",
    path: "/platform/v1/export-jobs/{id}:retry",
    tags: ["Export jobs"],
    summary: "Try again what a finished job did not export",
    description:
      "A new job of the entries whose items failed or were abandoned, or only of those that failed for one cause, " +
      "with the options of the finished one. What a later job exported since is left out.",
    company: "request",
    ...byId("job"),
    body: json(ExportJobRetry),
    success: created(ExportJob),
    errors: [
      "EXPORT_NOT_FOUND",
      "EXPORT_ALREADY_IN_PROGRESS",
      "NOTHING_TO_RETRY",
      "MISSING_CONTRA_ACCOUNTS",
      "MISSING_VENDOR",
    ],
  }),
  define({
    ...read,
    id: "listExportJobHistory",
    method: "GET",
    path: "/platform/v1/export-jobs/{id}/history",
    tags: ["History"],
    summary: "What happened to a job and its items",
    company: "request",
    ...byId("job"),
    sortingKeys: HISTORY_SORTING_KEYS,
    success: listed(HistoryRecord),
    errors: ["EXPORT_NOT_FOUND"],
  }),
  define({
    ...read,
    id: "listCompanyHistory",
    method: "GET",
    path: "/platform/v1/companies/{id}/history",
    tags: ["History"],
    summary: "What happened in a company",
    company: "path",
    params: ids("id"),
    filters: {
      from: Type.Optional({ ...DayDate, description: "The day of the record in UTC, this day included" }),
      to: Type.Optional({ ...DayDate, description: "The day of the record in UTC, this day included" }),
    },
    sortingKeys: HISTORY_SORTING_KEYS,
    success: listed(HistoryRecord),
  }),
];

/** Entries and what they lack, what the platform can do to jobs, and the history (contract 6). */
export const entryOperations = [...entries, ...readiness, ...jobs];
