/** What a history record speaks of. */
export type HistorySubject = "job" | "item" | "entry";

/**
 * One change of a status (contract 3.4, History). Without an accountingEntryId, a record about items or entries
 * speaks at once of all of the job's that had the status `from`.
 */
export interface HistoryRecord {
  id: string;
  at: Date;
  actor: string;
  subject: HistorySubject;
  jobId: string | null;
  accountingEntryId: string | null;
  from: string | null;
  to: string;
  reason: string | null;
}

/** A change of a job, or of all its items or entries at once. */
export interface Change {
  subject: HistorySubject;
  companyId: string;
  jobId: string | null;
  from: string | null;
  to: string;
  reason?: string | null;
}

/** The changes of single entries or items in one go: parallel arrays, one element a record. */
export interface EntryChanges {
  companyId: string;
  jobId: string | null;
  subjects: HistorySubject[];
  entryIds: string[];
  from: (string | null)[];
  to: string[];
  reasons: (string | null)[];
}
