import { HISTORY_SUBJECTS } from "../enums/jobs.ts";
import { Timestamp, Uuid } from "../schema/primitives.ts";
import { Closed, Nullable, type Static, Type, Words } from "../schema/type.ts";

/**
 * One change of a status (contract 3.4, History). A record about items or entries without an accountingEntryId
 * speaks of all of the job's at once.
 */
export const HistoryRecord = Closed(
  {
    id: Type.String(),
    at: Timestamp,
    actor: Type.String({ description: "A key (`key:<id>`), `admin`, or the system (`system:expiry`)" }),
    subject: Words(HISTORY_SUBJECTS),
    jobId: Nullable(Uuid),
    accountingEntryId: Nullable(Uuid),
    from: Nullable(Type.String()),
    to: Type.String(),
    reason: Nullable(Type.String()),
  },
  {
    title: "HistoryRecord",
    examples: [
      {
        id: "17",
        at: "2025-05-23T15:21:32Z",
        actor: "key:0197a3c2-7800-7b00-8c00-000000000001",
        subject: "job",
        jobId: "0197a3c2-6f00-7a11-8b22-3c4d5e6f7081",
        accountingEntryId: null,
        from: "pending",
        to: "in_progress",
        reason: null,
      },
    ],
  },
);

export type HistoryRecord = Static<typeof HistoryRecord>;
