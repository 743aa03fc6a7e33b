import type { Booking } from "../booking/booking.ts";
import type { PostedReference } from "../targets/target.ts";

/** What is in a file that entries were posted to. */
export interface FileContent<State> {
  /** Bytes that are whole. What comes after them was left by a write that never finished, and is cut off. */
  wholeLength: number;
  /** What the last whole line lacks of its line break: mostly nothing. */
  missingLineBreak: string;
  /** What was posted, by entry id. */
  entries: Map<string, PostedReference>;
  /** What else the format needs to know of the content. */
  state: State;
}

/**
 * A format of files that entries are added to at the end.
 *
 * A write may be cut off anywhere (and, by a power failure, hold NUL bytes where data never reached the disk).
 * `read` must recognise that and tell where the whole part ends: the entries of an unfinished write have never been
 * reported as posted, so cutting them off loses nothing.
 */
export interface FileFormat<State, Rendered> {
  /** Reads a file from its start. Throws TargetError when the file is damaged, or is something else. */
  read(chunks: AsyncIterable<Buffer>, path: string): Promise<FileContent<State>>;
  /**
   * One entry, ready to be written. `receipts`: the paths of its receipts from the file's directory.
   * Throws ItemFailure.
   */
  render(booking: Booking, receipts: readonly string[]): Rendered;
  /** The text to add for `entries`, which are written together. */
  compose(entries: readonly Rendered[], content: FileContent<State>, isNew: boolean): string;
  /** Takes note of what `entries` added, after they were written. */
  written(entries: readonly Rendered[], state: State): void;
}
