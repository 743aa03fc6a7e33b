import type { ApiVersion } from "../enums/access.ts";
import { JOB_STATUSES } from "../enums/jobs.ts";
import type { ErrorCode } from "../errors/registry.ts";
import { ExportJob, ExportJobCreate, ExportJobEvent } from "../export/jobs.ts";
import { type Properties, Type, Words } from "../schema/type.ts";
import { byId, created, define, found, json, listed } from "./define.ts";

/** What one version's job operations have of their own. */
export interface JobVersion {
  version: ApiVersion;
  /** Further filters of the list. */
  listFilters: Properties;
  /** Further errors of creating a job. */
  createErrors: readonly ErrorCode[];
}

const SORTING_KEYS = ["createdAt", "lastUpdatedAt", "startedAt", "completedAt", "status", "id"];

/** The operations on export jobs and their events in one version (contract 2). */
export function jobOperations({ version, listFilters, createErrors }: JobVersion) {
  const common = { versions: [version], api: "export", tags: ["Export jobs"], company: "request" } as const;
  return [
    define({
      ...common,
      id: "listExportJobs",
      method: "GET",
      path: "/{v}/export-jobs",
      summary: "List export jobs",
      description: "In the order of their creation, when no other is asked for.",
      scope: "export-jobs:read",
      filters: {
        statuses: Type.Optional(
          Type.Array(Words(JOB_STATUSES), { description: "Those with one of these statuses" }),
        ),
        ...listFilters,
      },
      sortingKeys: SORTING_KEYS,
      success: listed(ExportJob),
    }),
    define({
      ...common,
      id: "createExportJob",
      method: "POST",
      path: "/{v}/export-jobs",
      summary: "Create an export job",
      description:
        "Creates the job, an item for each entry, and locks the entries: all or nothing. " +
        "A company has at most one unfinished job.",
      scope: "export-jobs:write",
      body: json(ExportJobCreate),
      success: created(ExportJob),
      errors: [
        "EXPORT_JOB_SIZE_LIMIT",
        "EXPORT_ALREADY_IN_PROGRESS",
        "EXPORT_ENTRY_NOT_FOUND",
        "MISSING_VENDOR",
        ...createErrors,
      ],
    }),
    define({
      ...common,
      id: "getExportJob",
      method: "GET",
      path: "/{v}/export-jobs/{jobId}",
      summary: "Get an export job",
      scope: "export-jobs:read",
      ...byId("job", "jobId"),
      success: found(ExportJob),
      errors: ["EXPORT_NOT_FOUND"],
    }),
    define({
      ...common,
      id: "createExportJobEvent",
      method: "POST",
      path: "/{v}/export-job-events",
      summary: "Report that a job started, failed or is completed",
      description:
        "Of two workers that report `started` only one wins. A job that is completed shows what its items show: " +
        "items left unfinished are abandoned, and `completed` becomes `completed_with_errors` " +
        "unless every item is successful.",
      scope: "export-jobs:write",
      things: { kind: "job", in: "body", members: ["jobId", "exportJobId"] },
      body: json(ExportJobEvent),
      success: { status: 202, schema: null },
      errors: ["EXPORT_NOT_FOUND", "INVALID_EXPORT_JOB_STATUS_CHANGE"],
    }),
  ];
}
