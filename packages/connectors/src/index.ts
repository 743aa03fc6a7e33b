export type { Disk, FileState, OpenFile } from "./files/disk.ts";
export { systemDisk } from "./files/disk.ts";
export { amountOf, decimalText } from "./money/amount.ts";
export { createCsvTarget, createHledgerTarget, parseTarget } from "./targets/parse-target.ts";
export type { CompanyBooks } from "./ledger/books.ts";
export { ItemFailure, TargetError, TargetInUse, TargetUnavailable } from "./targets/target.ts";
export type { ClaimStore, PostedReference, Target, TargetFailureType } from "./targets/target.ts";
export type { WorkerClient } from "./worker/client.ts";
export { createExportWorker } from "./worker/export-worker.ts";
export type { ExportWorker } from "./worker/export-worker.ts";
export type {
  ExportProgress,
  ExportWorkerOptions,
  FailedItem,
  RunOutcome,
  RunSummary,
  WorkerStep,
} from "./worker/options.ts";
