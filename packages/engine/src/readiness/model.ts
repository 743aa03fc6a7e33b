/** Why an entry would fail, in the words of the export's own failures (contract section 2, Job item). */
export type ProblemType =
  | "vendor_unknown"
  | "account_unknown"
  | "tax_code_unknown"
  | "tag_unknown"
  | "missing_configuration"
  | "validation_failure"
  | "accounting_system_validation_failure";

/** One thing that an entry lacks. */
export interface Problem {
  type: ProblemType;
  message: string;
  /** The member of the entry or the setting of the company that mends it. */
  param: string;
}

/** Whether an entry can be exported, and what it lacks. */
export interface Readiness {
  ready: boolean;
  problems: Problem[];
}

/** A cause, and how many entries wait for it to be mended. */
export interface Cause extends Problem {
  entries: number;
}

/** How a set of entries stands: each cause once, the one most entries wait for first. */
export interface ReadinessSummary {
  entries: number;
  ready: number;
  causes: Cause[];
}

/** A problem as the database finds it: what it is about is a code, a currency, a day or a member, or null. */
export interface ProblemRow {
  type: ProblemType;
  param: string;
  subject: string | null;
}

/** A problem in words that say how to mend it. */
export function problemOf({ type, param, subject }: ProblemRow): Problem {
  return { type, message: messageOf(param, subject), param };
}

/** Readiness of the problems found. */
export function readinessOf(rows: readonly ProblemRow[]): Readiness {
  return { ready: rows.length === 0, problems: rows.map(problemOf) };
}

function messageOf(param: string, subject: string | null): string {
  switch (param) {
    case "vendorCode":
      return subject === null
        ? "Booked as accounts payable, but without a vendor: give the entry a vendorCode"
        : `The vendor ${subject} is not active in the accounting system: activate it, or choose another`;
    case "lines.accountCode":
      return subject === null
        ? "A line has no account: choose one"
        : `There is no account ${subject}: add it to the company's accounts, or choose another`;
    case "lines.taxCode":
      return subject === null
        ? "A line has no tax code, which the company demands: choose one"
        : "A line's net amount differs from its amount, but it has no tax code: choose one";
    case "lines.tags":
      return "A line has no tag, which the company demands: choose one";
    case "contraAccounts":
      return `There is no contra account for ${subject}: set one for the company`;
    case "files":
      return "There is no receipt, which the company demands: add one";
    case "date":
      return `The books are closed through ${subject}: choose a later date, or reopen the period`;
    default:
      throw new Error(`No words for a problem with ${param}`);
  }
}
