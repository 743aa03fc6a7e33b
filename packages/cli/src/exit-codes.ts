/** What the program's exit says (docs/cli.md, "Exit codes"). */
export const exitCodes = {
  ok: 0,
  /** It ran, but something failed or differs: rows not imported, a job that is not completed. */
  failed: 1,
  /** Wrong options or arguments, or a file that can't be read or is not what it should be. */
  usage: 2,
  /** The server can't be reached. */
  unreachable: 3,
  /** The key was refused, or lacks a scope. */
  unauthorised: 4,
  /** The server refused the request, or failed. */
  refused: 5,
  /** The accounting system can't be used. */
  target: 6,
  /** Another server has the data directory, or another program the port. */
  inUse: 7,
  /** A fault of the program itself. */
  internal: 70,
  /** Ended by Ctrl-C or a signal. */
  interrupted: 130,
  /** Whoever read the results has gone (128 + SIGPIPE). */
  closedPipe: 141,
} as const;

/** One of the program's exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command can't go on; the message is all that the user needs. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The user gave something that can't be used. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(exitCodes.usage, message);
  }
}
