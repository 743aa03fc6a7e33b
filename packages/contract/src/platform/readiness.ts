import { PROBLEM_TYPES } from "../enums/entries.ts";
import { Uuid } from "../schema/primitives.ts";
import { Closed, Maybe, type Static, Type, Words } from "../schema/type.ts";

const problem = {
  type: Words(PROBLEM_TYPES),
  message: Type.String({ description: "What is lacking, and how to mend it" }),
  param: Type.String({ description: "The entry's member or the company's setting that mends it" }),
};

const count = Type.Integer({ minimum: 0 });

const VENDOR_PROBLEM = {
  type: "vendor_unknown",
  message: "Booked as accounts payable, but without a vendor: give the entry a vendorCode",
  param: "vendorCode",
};

/** One thing that an entry lacks for its export, in the words of the failure that it would come to. */
export const Problem = Closed(problem, { title: "Problem", examples: [VENDOR_PROBLEM] });

export type Problem = Static<typeof Problem>;

/** Whether an entry can be exported, and what it lacks. */
export const Readiness = Closed(
  { ready: Type.Boolean(), problems: Type.Array(Problem) },
  { title: "Readiness", examples: [{ ready: false, problems: [VENDOR_PROBLEM] }] },
);

export type Readiness = Static<typeof Readiness>;

const Cause = Closed(
  { ...problem, entries: Type.Integer({ minimum: 1, description: "How many entries wait for it" }) },
  { title: "Cause" },
);

const summary = {
  entries: Type.Integer({ minimum: 0, description: "How many entries were looked at" }),
  ready: count,
  causes: Type.Array(Cause, { maxItems: 1000, description: "The one most entries wait for first" }),
};

const SUMMARY = { entries: 40, ready: 38, causes: [{ ...VENDOR_PROBLEM, entries: 2 }] };

/** How a company's queue stands: its entries that are not exported and in no job. */
export const ReadinessSummary = Closed(summary, { title: "ReadinessSummary", examples: [SUMMARY] });

export type ReadinessSummary = Static<typeof ReadinessSummary>;

/** The job that would be made. */
export const ExportJobPreflight = Closed(
  {
    accountingEntryIds: Type.Array(Uuid, {
      minItems: 1,
      description: "At most 100,000; a repeated id counts once",
    }),
    options: Maybe(
      Closed(
        { vendorBasedBookkeeping: Maybe(Type.Boolean({ description: "False when left out" })) },
        { title: "ExportJobPreflightOptions" },
      ),
    ),
  },
  {
    title: "ExportJobPreflight",
    examples: [{ accountingEntryIds: ["0197a3c2-7000-7b00-8c00-000000000001"] }],
  },
);

export type ExportJobPreflight = Static<typeof ExportJobPreflight>;

/** What the job would come to: `refusal` when none would be made, and what would fail in it. */
export const PreflightResult = Closed(
  {
    ...summary,
    refusal: Type.Optional(
      Closed(
        { type: Type.String({ description: "An error code" }), message: Type.String() },
        { title: "Refusal" },
      ),
    ),
    failures: Type.Array(
      Closed(
        { accountingEntryId: Uuid, problems: Type.Array(Problem, { minItems: 1 }) },
        { title: "Failure" },
      ),
      { maxItems: 1000 },
    ),
  },
  {
    title: "PreflightResult",
    examples: [
      {
        ...SUMMARY,
        failures: [{ accountingEntryId: "0197a3c2-7000-7b00-8c00-000000000001", problems: [VENDOR_PROBLEM] }],
      },
    ],
  },
);

export type PreflightResult = Static<typeof PreflightResult>;
