import { JOB_EVENTS, JOB_FAILURE_TYPES, JOB_FAILURE_TYPES_ACCEPTED, JOB_STATUSES } from "../enums/jobs.ts";
import { Reason, Timestamp, Uuid } from "../schema/primitives.ts";
import { Closed, Maybe, Nullable, type Static, Type, Words } from "../schema/type.ts";

/** An export job, the same in all versions (contract 2, Job). */
export const ExportJob = Closed(
  {
    companyId: Uuid,
    id: Uuid,
    status: Words(JOB_STATUSES),
    createdAt: Timestamp,
    expiresIn: Type.Integer({ minimum: 1, description: "Seconds of silence after which the job expires" }),
    isInteractive: Type.Boolean(),
    numberOfItems: Type.Integer({ minimum: 1 }),
    vendorBasedBookkeeping: Type.Boolean(),
    createdBy: Nullable(Type.String()),
    startedAt: Nullable(Timestamp),
    completedAt: Nullable(Timestamp),
    lastUpdatedAt: Nullable(Timestamp),
    expiredAt: Nullable(Timestamp),
    failureReason: Nullable(Type.String()),
    failureReasonType: Nullable(Words(JOB_FAILURE_TYPES)),
  },
  {
    title: "ExportJob",
    examples: [
      {
        companyId: "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70",
        id: "0197a3c2-6f00-7a11-8b22-3c4d5e6f7081",
        status: "pending",
        createdAt: "2025-05-23T15:21:32Z",
        expiresIn: 3600,
        isInteractive: true,
        numberOfItems: 2,
        vendorBasedBookkeeping: false,
        createdBy: null,
        startedAt: null,
        completedAt: null,
        lastUpdatedAt: "2025-05-23T15:21:32Z",
        expiredAt: null,
        failureReason: null,
        failureReasonType: null,
      },
    ],
  },
);

export type ExportJob = Static<typeof ExportJob>;

/** The body that creates a job. `companyId` may be left out with a company's key. */
export const ExportJobCreate = Type.Object(
  {
    accountingEntryIds: Type.Array(Uuid, {
      minItems: 1,
      description: "The entries to export, at most 100,000; a repeated id counts once",
    }),
    companyId: Maybe(Uuid),
    employeeId: Maybe({ ...Uuid, description: "The employee who asked for the export" }),
    isInteractive: Maybe(Type.Boolean({ description: "True when left out" })),
    options: Maybe(
      Type.Object({ vendorBasedBookkeeping: Maybe(Type.Boolean({ description: "False when left out" })) }),
    ),
  },
  {
    title: "ExportJobCreate",
    examples: [
      {
        companyId: "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70",
        accountingEntryIds: ["0197a3c2-7000-7b00-8c00-000000000001", "0197a3c2-7000-7b00-8c00-000000000002"],
      },
    ],
  },
);

export type ExportJobCreate = Static<typeof ExportJobCreate>;

/** The body that reports what happened to a job. `exportJobId` is accepted in place of `jobId`. */
export const ExportJobEvent = Type.Object(
  {
    event: Words(JOB_EVENTS),
    jobId: Maybe(Uuid),
    exportJobId: Maybe({ ...Uuid, description: "Accepted in place of jobId" }),
    companyId: Maybe(Uuid),
    failureReason: Maybe(Reason),
    failureReasonType: Maybe(Words(JOB_FAILURE_TYPES_ACCEPTED)),
  },
  {
    title: "ExportJobEvent",
    anyOf: [{ required: ["jobId"] }, { required: ["exportJobId"] }],
    examples: [{ event: "started", jobId: "0197a3c2-6f00-7a11-8b22-3c4d5e6f7081" }],
  },
);

export type ExportJobEvent = Static<typeof ExportJobEvent>;
