/** What a history record speaks of. */
export type HistorySubject = "job" | "item" | "entry";

/**
 * One change of a status, or of what was said of an entry (contract 3.4, History). Without an accountingEntryId, a record
 * about items or entries speaks at once of all of the job's that had the status `from`. An entry that comes has no `from`;
 * one that is deleted becomes DELETED; one that says something else keeps its status and has `changes`.
 */
export interface HistoryRecord {
  id: string;
  at: Date;
  actor: string;
  subject: HistorySubject;
  jobId: string | null;
  accountingEntryId: string | null;
  /** The entry's externalRef as it is now, or was when the entry was deleted. */
  externalRef: string | null;
  from: string | null;
  to: string;
  reason: string | null;
  /** The import that said it. */
  importId: string | null;
  /** The members that changed, each with what it said before and says now; null where a status alone changed. */
  changes: { member: string; from: unknown; to: unknown }[] | null;
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

/** What is recorded of what an entry says. */
export interface SaidRecord {
  entryId: string;
  from: string | null;
  to: string;
  reason: string | null;
  /** JSON text of HistoryRecord.changes. */
  changes: string | null;
}
