import type { Booking } from "../booking/booking.ts";
import type { PostedEntries } from "../ledger/posted-entries.ts";
import type { Difference, Recorded } from "../ledger/recorded.ts";

/** What is in a file that entries were posted to. */
export interface FileContent<State> {
  /** Bytes that are whole. What comes after them was left by a write that never finished, and is cut off. */
  wholeLength: number;
  /** What the last whole line lacks of its line break: mostly nothing. */
  missingLineBreak: string;
  /** What was posted. */
  posted: PostedEntries;
  /** What else the format needs to know of the content. */
  state: State;
}

/** Where an exchange difference comes from, and when it is booked. */
export interface DifferenceFacts {
  /** The entry that it was found with. */
  entryId: string;
  reconciliationId: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

/**
 * A format of files that entries are added to at the end.
 *
 * A write may be cut off anywhere (and, by a power failure, hold NUL bytes where data never reached the disk).
 * `read` must recognise that and tell where the whole part ends: the entries of an unfinished write have never been
 * reported as posted, so cutting them off loses nothing.
 */
export interface FileFormat<State> {
  /** Reads a file from its start. Throws TargetError when the file is damaged, or is something else. */
  read(chunks: AsyncIterable<Buffer>, path: string): Promise<FileContent<State>>;
  /**
   * One entry, ready to be written. `receipts`: the paths of its receipts from the file's directory.
   * Throws ItemFailure.
   */
  render(booking: Booking, receipts: readonly string[], state: State): Recorded;
  /**
   * What takes a posting back, on `date`: the same with the sides turned round. Throws ItemFailure
   * `accounting_system_validation_failure` when the posting was changed by hand into something that can't be read.
   */
  reversal(posting: Recorded, date: string, state: State): Recorded;
  /** Exchange differences that were found together, ready to be written. */
  difference(differences: readonly Difference[], facts: DifferenceFacts, state: State): Recorded;
  /** The text to add for transactions that are written together. */
  compose(transactions: readonly Recorded[], state: State, isNew: boolean): string;
  /** Takes note of what they added, after they were written. */
  written(transactions: readonly Recorded[], state: State): void;
}
