import type { ApiVersion } from "../enums/access.ts";
import { ITEM_STATUSES } from "../enums/jobs.ts";
import type { ErrorCode } from "../errors/registry.ts";
import { Uuid } from "../schema/primitives.ts";
import { type Schema, Type, Words } from "../schema/type.ts";
import { byId, define, listOfParts, listed } from "./define.ts";

/** The schemas and errors that one version's item operations have of their own. */
export interface ItemVersion {
  version: ApiVersion;
  exportItem: Schema;
  jobItem: Schema;
  jobItemUpdates: Schema;
  jobItemUpdateAnswer: Schema;
  /** Further errors of reading export items. */
  exportItemErrors: readonly ErrorCode[];
}

/** What lists of job items can be sorted by. */
export const JOB_ITEM_SORTING_KEYS = ["accountingEntryId", "status", "exportedAt"];

/** The operations on the items of a job and on export items in one version (contract 2). */
export function itemOperations(schemas: ItemVersion) {
  const common = { versions: [schemas.version], api: "export", company: "request" } as const;
  return [
    define({
      ...common,
      id: "listExportJobItems",
      method: "GET",
      path: "/{v}/export-jobs/{jobId}/items",
      tags: ["Export job items"],
      summary: "List a job's items",
      description: "In the order of the job's request, when no other is asked for.",
      scope: "export-jobs:read",
      ...byId("job", "jobId"),
      filters: { status: Type.Optional(Words(ITEM_STATUSES, { description: "Those with this status" })) },
      sortingKeys: JOB_ITEM_SORTING_KEYS,
      success: listed(schemas.jobItem),
      errors: ["EXPORT_NOT_FOUND"],
    }),
    define({
      ...common,
      id: "updateExportJobItems",
      method: "PUT",
      path: "/{v}/export-jobs/{jobId}/items",
      tags: ["Export job items"],
      summary: "Report the outcome of items",
      description:
        "Up to 100 at once. One bad element never stops the others; the good ones commit together.",
      scope: "export-jobs:write",
      ...byId("job", "jobId"),
      body: listOfParts(schemas.jobItemUpdates),
      success: { status: 200, schema: schemas.jobItemUpdateAnswer },
      errors: ["EXPORT_NOT_FOUND", "EXPORT_JOB_ITEMS_UPDATE_LIMIT", "EXPORT_JOB_STATUS_UNPROCESSABLE"],
    }),
    define({
      ...common,
      id: "listExportItems",
      method: "GET",
      path: "/{v}/export-items",
      tags: ["Export items"],
      summary: "List the entries of a job, made exportable",
      description:
        "Without `job_id`, those of the company's unfinished job; an empty list when there is none. " +
        "In the order of the job's request, when no other is asked for.",
      scope: "export-items:read",
      things: { kind: "job", in: "query", members: ["job_id"] },
      filters: {
        job_id: Type.Optional({
          ...Uuid,
          description: "The job; the company's unfinished one when left out",
        }),
      },
      sortingKeys: ["accountingEntryId", "date", "type"],
      success: listed(schemas.exportItem),
      errors: ["EXPORT_NOT_FOUND", "EXPORT_JOB_STATUS_UNPROCESSABLE", ...schemas.exportItemErrors],
    }),
  ];
}
