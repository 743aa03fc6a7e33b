import { TargetError } from "@ledgerport/connectors";
import {
  ApiError,
  ConnectionError,
  ForbiddenError,
  LedgerportError,
  UnauthorizedError,
} from "@ledgerport/sdk";
import { AddressInUseError, ConfigError, DirectoryInUseError, StartError } from "@ledgerport/server";
import { type Command, CommanderError } from "commander";
import { CommandError, type ExitCode, exitCodes } from "./exit-codes.ts";
import { MappingError } from "./mapping/fault.ts";
import { inOwnWords } from "./server/option-names.ts";

/** What to tell the user of an error, and how to exit. */
export interface Explanation {
  exitCode: ExitCode;
  /** Absent: everything has been said. */
  message?: string;
}

/** Explains whatever `command` threw. Never shows a key: no error of the SDK or of ours holds one. */
export function explainError(error: unknown, interrupted: boolean, command?: Command): Explanation {
  if (interrupted) return { exitCode: exitCodes.interrupted, message: "Interrupted." };
  // Commander has printed its message, or the help that was asked for.
  if (error instanceof CommanderError)
    return { exitCode: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage };
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof MappingError || error instanceof ConfigError) {
    return { exitCode: exitCodes.usage, message: error.message };
  }
  if (error instanceof ApiError) return { exitCode: apiExitCode(error), message: apiMessage(error, command) };
  if (error instanceof ConnectionError) {
    return { exitCode: exitCodes.unreachable, message: `The server can't be reached: ${error.message}` };
  }
  if (error instanceof LedgerportError) return { exitCode: exitCodes.refused, message: error.message };
  if (error instanceof TargetError) return { exitCode: exitCodes.target, message: error.message };
  if (error instanceof DirectoryInUseError || error instanceof AddressInUseError) {
    return { exitCode: exitCodes.inUse, message: error.message };
  }
  if (error instanceof StartError) return { exitCode: exitCodes.failed, message: error.message };
  if (isFileError(error)) return { exitCode: exitCodes.usage, message: error.message };
  return {
    exitCode: exitCodes.internal,
    message: error instanceof Error ? (error.stack ?? error.message) : "Unknown error",
  };
}

function apiExitCode(error: ApiError): ExitCode {
  const refusedKey = error instanceof UnauthorizedError || error instanceof ForbiddenError;
  return refusedKey ? exitCodes.unauthorised : exitCodes.refused;
}

function apiMessage(error: ApiError, command: Command | undefined): string {
  const { message, option } = inOwnWords(error, command);
  const param = option ?? (error.param === undefined ? undefined : `parameter ${error.param}`);
  const facts = [
    error.type,
    ...(param === undefined ? [] : [param]),
    ...(error.requestId === undefined ? [] : [`request ${error.requestId}`]),
  ];
  return `${message} (${facts.join(", ")})`;
}

/** Errors of the file system: they name the file and what is wrong with it. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error && "path" in error;
}
