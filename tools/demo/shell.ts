import { systemClock } from "@ledgerport/sdk";
import { type ExitCode, exitCodes, type Io, run } from "ledgerport";

/** What a command printed, and how it ended. */
export interface Ran {
  exitCode: ExitCode;
  output: string;
}

/** How a command is run. */
export interface RunOptions {
  /** The API key it runs with. */
  key: string;
  /** The company that it acts for, with a key that may act for several. */
  companyId?: string;
  /** Whether people see what it prints; its progress is always seen. */
  show?: boolean;
}

/** Runs the project's own commands as a user would, and shows each. */
export class Shell {
  readonly #url: string;
  readonly #interruption: AbortSignal;

  constructor(url: string, interruption: AbortSignal) {
    this.#url = url;
    this.#interruption = interruption;
  }

  /** Runs `ledgerport <args>` in this process. Throws when the user interrupts. */
  async run(args: readonly string[], { key, companyId, show = true }: RunOptions): Promise<Ran> {
    print(`  $ ledgerport ${args.map(quoted).join(" ")}`);
    let output = "";
    const io: Io = {
      env: {
        LEDGERPORT_URL: this.#url,
        LEDGERPORT_KEY: key,
        ...(companyId !== undefined && { LEDGERPORT_COMPANY: companyId }),
      },
      out: (text) => void (output += text),
      err: (text) => void process.stdout.write(text.replace(/^(?=[^\r\n])/gm, "    ")),
      stdin: process.stdin,
      isTerminal: process.stdout.isTTY,
      columns: process.stdout.columns ?? 80,
      outReady: async () => {},
      outColumns: undefined,
      clock: systemClock,
      interruption: () => this.#interruption,
    };
    const exitCode = await run(io, args);
    if (exitCode === exitCodes.interrupted) throw new Error("Interrupted.");
    if (show) print(output.trimEnd().replace(/^(?=.)/gm, "    "));
    return { exitCode, output };
  }

  /** Runs a command that must succeed, and gives what it printed. Throws otherwise. */
  async must(args: readonly string[], options: RunOptions): Promise<string> {
    const { exitCode, output } = await this.run(args, options);
    if (exitCode !== 0) throw new Error(`The command ended with exit code ${exitCode}`);
    return output.trim();
  }
}

/** Prints a line. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

function quoted(arg: string): string {
  return /^[\w./:=-]+$/.test(arg) ? arg : `"${arg}"`;
}
