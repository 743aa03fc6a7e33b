import type { ExportItem, ExportJobFailureReasonType, ExportJobItemFailureReasonType } from "@ledgerport/sdk";
import type { CompanyBooks } from "../ledger/books.ts";

/** Where an entry stands in the accounting system. */
export interface PostedReference {
  /** The accounting system's name for it; reported as the item's `externalId`. */
  externalId: string;
  /** A page that shows it, where there is one. */
  externalUrl?: string;
}

/** Remembers which jobs were claimed for a target, so that a later worker on the same target can go on with them. */
export interface ClaimStore {
  /** Whether `jobId` is noted. */
  has(jobId: string): Promise<boolean>;
  /** Notes `jobId`; durable when it resolves. Throws TargetUnavailable. */
  add(jobId: string): Promise<void>;
  /** Forgets `jobId`. Throws TargetUnavailable. */
  remove(jobId: string): Promise<void>;
}

/** An accounting system that export items are posted to. */
export interface Target {
  /** How many `post` calls may run at once. 1 for a system that takes one writer only. */
  readonly parallelPosts: number;
  /** Only of a target that lets in one worker at a time: then a job noted here has no other living worker. */
  readonly claims?: ClaimStore;
  /**
   * Makes sure that posting is possible; called before each job is claimed or resumed, so it also picks up what
   * other programs changed. Throws TargetInUse while another worker has the target, TargetError when it can't be used.
   */
  check(): Promise<void>;
  /**
   * Only of a target that wants it: takes what the company says of its ledger; called after a job was claimed or resumed and before its first item. Until
   * then every account is of the default kind (contract section 8).
   */
  prepare?(books: CompanyBooks): Promise<void>;
  /**
   * Those of the items that the accounting system has already, by entry id, just as they are: one that was changed
   * since it was posted is not among them. Throws TargetUnavailable.
   */
  find(items: readonly ExportItem[]): Promise<Map<string, PostedReference>>;
  /**
   * Posts one item with its entry id as the external key; durable when it resolves. An item that is there with other
   * accounts, taxes, amounts, people or dates is taken back and posted anew, or fails with what differs: the item
   * must never be successful while the accounting system says something else (contract section 8).
   * Throws ItemFailure when this item is at fault, TargetUnavailable when the target is. Anything else thrown means
   * that the outcome is unknown; the worker then finds it out with `find`.
   */
  post(item: ExportItem): Promise<PostedReference>;
  /** Lets go of everything held. The target is of no use afterwards. */
  close(): Promise<void>;
}

/** A reason for a whole job to fail, as far as a target can cause it. */
export type TargetFailureType = Exclude<ExportJobFailureReasonType, "job_expired" | "canceled_by_user">;

/** The target can't be used. The message says what to do, for the person who reads the failed job. */
export class TargetError extends Error {
  /** The job's `failureReasonType`. */
  readonly failureReasonType: TargetFailureType;

  constructor(failureReasonType: TargetFailureType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.failureReasonType = failureReasonType;
  }
}

/** Another worker has the target. No job is at fault; try again later. */
export class TargetInUse extends TargetError {
  constructor(message: string, options?: ErrorOptions) {
    super("integration_unusable", message, options);
  }
}

/** The target stopped working on the way; nothing of the call that threw was posted. */
export class TargetUnavailable extends TargetError {}

/** One item can't be posted, and the others are not concerned. */
export class ItemFailure extends Error {
  /** The item's `failureReasonType`. */
  readonly failureReasonType: ExportJobItemFailureReasonType;

  constructor(failureReasonType: ExportJobItemFailureReasonType, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = "ItemFailure";
    this.failureReasonType = failureReasonType;
  }
}
