import type { Line } from "../files/lines.ts";
import { TargetError } from "../targets/target.ts";

/** The line before and the line after what one write added. */
export const BATCH_START = "; ledgerport batch";
export const BATCH_END = "; ledgerport end";

/** What stands between two marks, as long as it is not known that the write which added it has finished. */
interface Batch {
  /** Where to cut when it has not. */
  start: number;
  /** Whether the text before the cut ends in a line break. */
  afterLineBreak: boolean;
  lines: string[];
  /** The number of a line with NUL bytes. */
  nulLine: number | undefined;
  /** Whether its end mark was there although it has NUL bytes. */
  ended: boolean;
}

/** Where the whole part of a journal ends. */
export interface WholePart {
  length: number;
  endsInLineBreak: boolean;
}

/**
 * Tells the whole part of a journal from a torn end.
 *
 * Only the last batch can be torn. It is when its end mark is missing, or when it holds NUL
 * bytes, which a power failure leaves where data never reached the disk: it is cut off from its start mark on, or
 * from the first NUL byte when the start mark itself was lost. A last line that is cut off within the start mark
 * is torn likewise. Everything else, such as text that was added by hand, is left alone.
 */
export class BatchReader {
  readonly #path: string;
  readonly #whole: (line: string) => void;
  #batch: Batch | undefined;
  #end: WholePart = { length: 0, endsInLineBreak: true };

  /** `whole` is told each line of the whole part, in order, without the marks. */
  constructor(path: string, whole: (line: string) => void) {
    this.#path = path;
    this.#whole = whole;
  }

  /** Takes the file's next line. Throws TargetError when there are NUL bytes elsewhere than in the last batch. */
  take(line: Line, number: number): void {
    const text = Buffer.from(line.text, "latin1").toString();
    if (line.ended && text.trimEnd() === BATCH_START) {
      this.#settle();
      this.#batch = { start: line.start, afterLineBreak: true, lines: [], nulLine: undefined, ended: false };
    } else if (text.trimEnd() === BATCH_END) {
      if (this.#batch?.nulLine === undefined) this.#settle();
      else this.#batch.ended = true;
    } else if (this.#batch !== undefined) {
      this.#inBatch(this.#batch, text, number);
    } else if (line.text.includes("\0")) {
      this.#lostStart(line, number);
    } else if (line.ended || !isCutStart(line.text)) {
      this.#whole(text);
    } else {
      return;
    }
    const length = line.start + line.text.length + (line.ended ? 1 : 0);
    this.#end = { length, endsInLineBreak: line.ended };
  }

  /** After the last line: where the whole part ends. */
  finish(): WholePart {
    const batch = this.#batch;
    return batch === undefined ? this.#end : { length: batch.start, endsInLineBreak: batch.afterLineBreak };
  }

  /** The batch, if there is one, turns out to be whole. */
  #settle(): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    if (batch.nulLine !== undefined) throw this.#damaged(batch.nulLine);
    for (const line of batch.lines) this.#whole(line);
    this.#batch = undefined;
  }

  #inBatch(batch: Batch, text: string, number: number): void {
    if (batch.ended && batch.nulLine !== undefined && text.replaceAll("\0", "").trim() !== "") {
      throw this.#damaged(batch.nulLine);
    }
    batch.lines.push(text);
    if (text.includes("\0")) batch.nulLine ??= number;
  }

  #lostStart(line: Line, number: number): void {
    const before = line.text.slice(0, line.text.indexOf("\0"));
    const inStart = BATCH_START.startsWith(before);
    const start = inStart ? line.start : line.start + before.length;
    this.#batch = { start, afterLineBreak: inStart, lines: [], nulLine: number, ended: false };
    if (!inStart) this.#whole(before);
  }

  #damaged(lineNumber: number): TargetError {
    return new TargetError(
      "integration_unusable",
      `${this.#path} is damaged: there are NUL bytes in line ${lineNumber}. Restore the file, or remove that line.`,
    );
  }
}

function isCutStart(text: string): boolean {
  return BATCH_START.startsWith(text);
}
