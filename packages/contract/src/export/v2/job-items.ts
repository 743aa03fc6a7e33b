import { ITEM_FAILURE_TYPES_BEFORE_V3 } from "../../enums/jobs.ts";
import { Closed, Maybe, Nullable, type Static, Type, Words } from "../../schema/type.ts";
import {
  ExportJobItem,
  ExportJobItemUpdate,
  ExportJobItemUpdateError,
  JOB_ITEM_EXAMPLE,
  JOB_ITEM_UPDATE_EXAMPLE,
} from "../v3/job-items.ts";

const FailureType = Words(ITEM_FAILURE_TYPES_BEFORE_V3);

/** A job item in v0 to v2: v3's without the failure types that v3 added. */
export const ExportJobItemV2 = Closed(
  { ...ExportJobItem.properties, failureReasonType: Nullable(FailureType) },
  { title: "ExportJobItemV2", examples: [JOB_ITEM_EXAMPLE] },
);

export type ExportJobItemV2 = Static<typeof ExportJobItemV2>;

/** What an integration reports of one item in v0 to v2. */
export const ExportJobItemUpdateV2 = Type.Object(
  { ...ExportJobItemUpdate.properties, failureReasonType: Maybe(FailureType) },
  { title: "ExportJobItemUpdateV2", examples: [JOB_ITEM_UPDATE_EXAMPLE] },
);

/** The body of an items update in v0 to v2. */
export const ExportJobItemUpdatesV2 = Type.Array(ExportJobItemUpdateV2, {
  description: "At most 100 items; one bad element never stops the others",
});

export type ExportJobItemUpdatesV2 = Static<typeof ExportJobItemUpdatesV2>;

/** The answer to an items update in v0 to v2. */
export const ExportJobItemUpdateAnswerV2 = Closed(
  { data: Type.Array(ExportJobItemV2), errors: Type.Array(ExportJobItemUpdateError) },
  { title: "ExportJobItemUpdateAnswerV2" },
);

export type ExportJobItemUpdateAnswerV2 = Static<typeof ExportJobItemUpdateAnswerV2>;
