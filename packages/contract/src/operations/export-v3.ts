import { ExportItem } from "../export/v3/export-items.ts";
import {
  ExportJobItem,
  ExportJobItemSearch,
  ExportJobItemUpdateAnswer,
  ExportJobItemUpdates,
} from "../export/v3/job-items.ts";
import { Uuid } from "../schema/primitives.ts";
import { define, found, json, listed } from "./define.ts";
import { JOB_ITEM_SORTING_KEYS, itemOperations } from "./export-items.ts";
import { jobOperations } from "./export-jobs.ts";

const common = {
  versions: ["v3"],
  api: "export",
  tags: ["Export job items"],
  scope: "export-jobs:read",
  company: "request",
} as const;

/** The Export API v3, the newest. */
export const exportV3Operations = [
  ...jobOperations({ version: "v3", listFilters: {}, createErrors: ["MISSING_CONTRA_ACCOUNTS"] }),
  ...itemOperations({
    version: "v3",
    exportItem: ExportItem,
    jobItem: ExportJobItem,
    jobItemUpdates: ExportJobItemUpdates,
    jobItemUpdateAnswer: ExportJobItemUpdateAnswer,
    exportItemErrors: ["MISSING_CONTRA_ACCOUNTS"],
  }),
  define({
    ...common,
    id: "getNewestExportJobItem",
    method: "GET",
    path: "/{v}/export-job-items",
    summary: "Get the newest item of an entry",
    things: { kind: "entry", in: "query", members: ["accounting_entry_id"] },
    filters: { accounting_entry_id: { ...Uuid, description: "The entry" } },
    success: found(ExportJobItem),
    errors: ["EXPORT_ENTRY_NOT_FOUND"],
  }),
  define({
    ...common,
    id: "searchExportJobItems",
    method: "POST",
    path: "/{v}/export-job-items:search",
    summary: "Find the items of entries, over all jobs",
    things: { kind: "entry", in: "body", members: ["accountingEntryIds"] },
    body: json(ExportJobItemSearch),
    sortingKeys: JOB_ITEM_SORTING_KEYS,
    success: listed(ExportJobItem),
  }),
];
