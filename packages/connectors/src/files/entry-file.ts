import { basename, dirname, join } from "node:path";
import type { Recorded } from "../ledger/recorded.ts";
import { TargetError, TargetUnavailable } from "../targets/target.ts";
import type { Disk, FileState, OpenFile } from "./disk.ts";
import { fileFailure } from "./failures.ts";
import type { FileContent, FileFormat } from "./file-format.ts";

/** An open file that entries are added to, each write all or nothing. */
export class EntryFile<State> {
  readonly #path: string;
  readonly #disk: Disk;
  readonly #format: FileFormat<State>;
  readonly #file: OpenFile;
  readonly #content: FileContent<State>;
  #expected: FileState;
  #broken = false;

  private constructor(
    path: string,
    disk: Disk,
    format: FileFormat<State>,
    file: OpenFile,
    content: FileContent<State>,
    state: FileState,
  ) {
    this.#path = path;
    this.#disk = disk;
    this.#format = format;
    this.#file = file;
    this.#content = content;
    this.#expected = state;
  }

  /**
   * Opens (or creates) the file, reads it, and cuts off what an unfinished write left at its end.
   * Throws TargetError.
   */
  static async open<State>(path: string, disk: Disk, format: FileFormat<State>): Promise<EntryFile<State>> {
    let file: OpenFile | undefined;
    try {
      file = await disk.open(path);
      const content = await format.read(file.read(), path);
      const found = await file.state();
      if (found.size > content.wholeLength) {
        await file.truncate(content.wholeLength);
        await file.sync();
      }
      if (found.size === 0) await disk.syncDirectory(dirname(path));
      const state = { ...found, size: content.wholeLength };
      return new EntryFile(path, disk, format, file, content, state);
    } catch (error) {
      await file?.close();
      if (error instanceof TargetError) throw error;
      const { type, reason } = fileFailure(path, error);
      throw new TargetError(type, reason, { cause: error });
    }
  }

  /** What the file holds. */
  get content(): FileContent<State> {
    return this.#content;
  }

  /** Whether the file is still as this object left it: nobody else wrote, moved or removed it, and no write broke it. */
  async isCurrent(): Promise<boolean> {
    if (this.#broken) return false;
    const now = await this.#disk.state(this.#path).catch(() => undefined);
    return now?.identity === this.#expected.identity && now.size === this.#expected.size;
  }

  /**
   * Adds transactions at the end, durably. When that fails the file is as it was before, and TargetUnavailable is thrown;
   * when even cutting it back fails, the file takes no more writes until it is opened, and so healed, again.
   */
  async add(transactions: readonly Recorded[]): Promise<void> {
    if (!(await this.isCurrent())) throw this.#notCurrent();
    const text = this.#format.compose(transactions, this.#content.state, this.#expected.size === 0);
    const bytes = Buffer.from(this.#content.missingLineBreak + text);
    try {
      await this.#file.append(bytes);
      await this.#file.sync();
    } catch (error) {
      await this.#cutBack();
      const { type, reason } = fileFailure(this.#path, error);
      throw new TargetUnavailable(type, reason, { cause: error });
    }
    this.#expected = { ...this.#expected, size: this.#expected.size + bytes.length };
    this.#content.missingLineBreak = "";
    this.#format.written(transactions, this.#content.state);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #cutBack(): Promise<void> {
    try {
      await this.#file.truncate(this.#expected.size);
      await this.#file.sync();
    } catch {
      // The write's own error is the one to tell. Opening the file again cuts off what is left of it.
      this.#broken = true;
    }
  }

  #notCurrent(): TargetUnavailable {
    const reason = this.#broken
      ? `The file ${this.#path} could not be restored after a failed write; the next run does that.`
      : `The file ${this.#path} was changed by another program during the export. Run the export again.`;
    return new TargetUnavailable("accounting_system_unreachable", reason);
  }
}

/** Where the record of the worker is kept: beside the file, so that it is found by whoever opens the file. */
export function recordPath(path: string): string {
  return join(dirname(path), `${basename(path)}.ledgerport`);
}
