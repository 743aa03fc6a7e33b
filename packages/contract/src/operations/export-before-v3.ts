import type { ApiVersion } from "../enums/access.ts";
import { JOB_STATUSES } from "../enums/jobs.ts";
import type { ErrorCode } from "../errors/registry.ts";
import { ExportItemV0 } from "../export/v0/export-items.ts";
import { ExportItemV1 } from "../export/v1/export-items.ts";
import { ExportItemV2 } from "../export/v2/export-items.ts";
import {
  ExportJobItemUpdateAnswerV2,
  ExportJobItemUpdatesV2,
  ExportJobItemV2,
} from "../export/v2/job-items.ts";
import { type Schema, Type, Words } from "../schema/type.ts";
import { itemOperations } from "./export-items.ts";
import { jobOperations } from "./export-jobs.ts";

const oneStatus = Type.Optional({
  ...Words(JOB_STATUSES),
  deprecated: true,
  description: "One status; statuses takes several",
});

interface OlderVersion {
  version: ApiVersion;
  exportItem: Schema;
  createErrors: readonly ErrorCode[];
}

const OLDER_VERSIONS: readonly OlderVersion[] = [
  { version: "v2", exportItem: ExportItemV2, createErrors: [] },
  { version: "v1", exportItem: ExportItemV1, createErrors: [] },
  { version: "v0", exportItem: ExportItemV0, createErrors: ["UNSUPPORTED_ACCOUNTING_ENTRY_TYPE"] },
];

/** The Export API v2, v1 and v0: the same calls, each with its own export item (contract 2, Older versions). */
export const olderExportOperations = OLDER_VERSIONS.flatMap(({ version, exportItem, createErrors }) => [
  ...jobOperations({ version, listFilters: { status: oneStatus }, createErrors }),
  ...itemOperations({
    version,
    exportItem,
    jobItem: ExportJobItemV2,
    jobItemUpdates: ExportJobItemUpdatesV2,
    jobItemUpdateAnswer: ExportJobItemUpdateAnswerV2,
    exportItemErrors: ["UNSUPPORTED_API_VERSION"],
  }),
]);
