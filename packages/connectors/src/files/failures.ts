import type { TargetFailureType } from "../targets/target.ts";

const FAILURE_TYPES: Record<string, TargetFailureType> = {
  ENOENT: "invalid_configuration",
  ENOTDIR: "invalid_configuration",
  EISDIR: "invalid_configuration",
  ENAMETOOLONG: "invalid_configuration",
  EACCES: "authorization_failure",
  EPERM: "authorization_failure",
  EROFS: "authorization_failure",
};

const EXPLANATIONS: Record<string, string> = {
  ENOENT: "its directory does not exist",
  ENOTDIR: "its directory is a file",
  EISDIR: "it is a directory",
  ENAMETOOLONG: "its name is too long",
  EACCES: "the worker's user may not read and write it",
  EPERM: "the worker's user may not read and write it",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it would become larger than the system allows",
};

/** What a system error means for a job, and in words. Errors that are none of the system's are unreachable systems too. */
export function fileFailure(path: string, error: unknown): { type: TargetFailureType; reason: string } {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const explanation = EXPLANATIONS[code] ?? (error instanceof Error ? error.message : String(error));
  return {
    type: FAILURE_TYPES[code] ?? "accounting_system_unreachable",
    reason: `The file ${path} can't be written: ${explanation}.`,
  };
}
