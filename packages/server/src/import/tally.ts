import type { ImportResult, RowError } from "@ledgerport/engine";

/** Most errors that an import's answer lists (contract 6). */
const MOST_ERRORS = 1000;

/** Adds up the results of an import's batches. */
export class Tally {
  readonly #total: ImportResult = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] };

  /** Counts a batch that was imported. */
  add(batch: ImportResult): void {
    this.#total.created += batch.created;
    this.#total.updated += batch.updated;
    this.#total.unchanged += batch.unchanged;
    this.#total.failed += batch.failed;
    this.#keep(batch.errors);
  }

  /** Counts a row that was refused before it got to the engine. */
  refuse(error: RowError): void {
    this.#total.failed += 1;
    this.#keep([error]);
  }

  /** All that was counted; the errors in the order of their rows. */
  result(): ImportResult {
    return { ...this.#total, errors: this.#total.errors.toSorted((one, other) => one.row - other.row) };
  }

  #keep(errors: readonly RowError[]): void {
    this.#total.errors.push(...errors.slice(0, MOST_ERRORS - this.#total.errors.length));
  }
}
