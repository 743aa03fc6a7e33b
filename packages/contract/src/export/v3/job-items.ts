import { ITEM_FAILURE_TYPES, ITEM_STATUSES, ITEM_UPDATE_ERROR_TYPES } from "../../enums/jobs.ts";
import { Reason, Timestamp, TimestampInput, Url, Uuid, text } from "../../schema/primitives.ts";
import { Closed, Maybe, Nullable, type Static, Type, Words } from "../../schema/type.ts";

/** One job item, in any version. */
export const JOB_ITEM_EXAMPLE = {
  accountingEntryId: "0197a3c2-7000-7b00-8c00-000000000001",
  exportJobId: "0197a3c2-6f00-7a11-8b22-3c4d5e6f7081",
  status: "successful",
  exportedAt: "2025-05-23T15:22:10Z",
  externalId: "4711",
  externalUrl: null,
  failureReason: null,
  failureReasonType: null,
};

/** What an integration reports of one item, in any version. */
export const JOB_ITEM_UPDATE_EXAMPLE = {
  accountingEntryId: "0197a3c2-7000-7b00-8c00-000000000001",
  status: "successful",
  externalId: "4711",
};

/** One entry's progress in one job (contract 2, Job item). */
export const ExportJobItem = Closed(
  {
    accountingEntryId: Uuid,
    exportJobId: Uuid,
    status: Words(ITEM_STATUSES),
    exportedAt: Nullable(Timestamp),
    externalId: Nullable(Type.String()),
    externalUrl: Nullable(Type.String()),
    failureReason: Nullable(Type.String()),
    failureReasonType: Nullable(Words(ITEM_FAILURE_TYPES)),
  },
  {
    title: "ExportJobItem",
    examples: [JOB_ITEM_EXAMPLE],
  },
);

export type ExportJobItem = Static<typeof ExportJobItem>;

/** What an integration reports of one item. */
export const ExportJobItemUpdate = Type.Object(
  {
    accountingEntryId: Uuid,
    status: Words(ITEM_STATUSES),
    exportedAt: Maybe(TimestampInput),
    externalId: Maybe(text(500)),
    externalUrl: Maybe(Url),
    failureReason: Maybe(Reason),
    failureReasonType: Maybe(Words(ITEM_FAILURE_TYPES)),
  },
  {
    title: "ExportJobItemUpdate",
    examples: [JOB_ITEM_UPDATE_EXAMPLE],
  },
);

export type ExportJobItemUpdate = Static<typeof ExportJobItemUpdate>;

/** The body of an items update. More than 100 is EXPORT_JOB_ITEMS_UPDATE_LIMIT, so the schema sets no maximum. */
export const ExportJobItemUpdates = Type.Array(ExportJobItemUpdate, {
  description: "At most 100 items; one bad element never stops the others",
});

export type ExportJobItemUpdates = Static<typeof ExportJobItemUpdates>;

/** Why one element of an update was not taken. */
export const ExportJobItemUpdateError = Closed(
  {
    accountingEntryId: Nullable(
      Type.String({ description: "As given, however malformed; null where the element names none" }),
    ),
    type: Words(ITEM_UPDATE_ERROR_TYPES),
    message: Type.String(),
  },
  {
    title: "ExportJobItemUpdateError",
    examples: [
      {
        accountingEntryId: "0197a3c2-7000-7b00-8c00-000000000009",
        type: "ACCOUNTING_ENTRY_DOES_NOT_EXIST",
        message: "The job has no such entry",
      },
    ],
  },
);

/** The answer to an items update: the updated items in request order, and the elements that were not taken. */
export const ExportJobItemUpdateAnswer = Closed(
  { data: Type.Array(ExportJobItem), errors: Type.Array(ExportJobItemUpdateError) },
  { title: "ExportJobItemUpdateAnswer" },
);

export type ExportJobItemUpdateAnswer = Static<typeof ExportJobItemUpdateAnswer>;

/** The body of a search for items by their entries. */
export const ExportJobItemSearch = Type.Object(
  {
    accountingEntryIds: Type.Array(Uuid, { minItems: 1, maxItems: 10_000 }),
    companyId: Maybe(Uuid),
    status: Maybe(Words(ITEM_STATUSES)),
  },
  {
    title: "ExportJobItemSearch",
    examples: [{ accountingEntryIds: ["0197a3c2-7000-7b00-8c00-000000000001"], status: "successful" }],
  },
);

export type ExportJobItemSearch = Static<typeof ExportJobItemSearch>;
