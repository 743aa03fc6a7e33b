import { HISTORY_SUBJECTS } from "../enums/jobs.ts";
import { Timestamp, Uuid } from "../schema/primitives.ts";
import { Closed, Nullable, type Static, Type, Words } from "../schema/type.ts";

/** A member of an entry that changed: what it said before and says now, null where it was not there. */
const MemberChange = Closed(
  {
    member: Type.String({ description: "Its path, e.g. `lines[0].accountCode`" }),
    from: Type.Unknown({ description: "Any JSON value; money is one value, `{currency, value}`" }),
    to: Type.Unknown({ description: "Any JSON value; null when it is gone" }),
  },
  { title: "MemberChange" },
);

/**
 * One change of a status, or of what was said of an entry (contract 3.4, History). A record about items or entries
 * without an accountingEntryId speaks of all of the job's at once.
 */
export const HistoryRecord = Closed(
  {
    id: Type.String(),
    at: Timestamp,
    actor: Type.String({ description: "A key (`key:<id>`), `admin`, or the system (`system:expiry`)" }),
    subject: Words(HISTORY_SUBJECTS),
    jobId: Nullable(Uuid),
    accountingEntryId: Nullable(Uuid),
    externalRef: Nullable(
      Type.String({ description: "The entry's, as it is now or was when it was deleted" }),
    ),
    from: Nullable(Type.String({ description: "The status before; null of what is new" })),
    to: Type.String({ description: "The status after; `DELETED` of a deleted entry" }),
    reason: Nullable(Type.String()),
    importId: Nullable({ ...Uuid, description: "The import that said it" }),
    changes: Nullable(
      Type.Array(MemberChange, {
        description: "What an entry says otherwise than before; null where a status alone changed",
      }),
    ),
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
        externalRef: null,
        from: "pending",
        to: "in_progress",
        reason: null,
        importId: null,
        changes: null,
      },
      {
        id: "18",
        at: "2025-05-24T09:00:00Z",
        actor: "key:0197a3c2-7800-7b00-8c00-000000000001",
        subject: "entry",
        jobId: null,
        accountingEntryId: "0197a3c2-7000-7b00-8c00-000000000001",
        externalRef: "card-2025-000123",
        from: "NOT_EXPORTED",
        to: "NOT_EXPORTED",
        reason: null,
        importId: "0197a3c2-7900-7b00-8c00-000000000001",
        changes: [
          {
            member: "amount.inWalletCurrency",
            from: { currency: "GBP", value: 48212 },
            to: { currency: "GBP", value: 7770 },
          },
        ],
      },
    ],
  },
);

export type HistoryRecord = Static<typeof HistoryRecord>;
