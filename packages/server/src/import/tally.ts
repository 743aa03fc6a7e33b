import type { ImportResult, RowError } from "@ledgerport/engine";

/** Most errors, and most warnings, that an import's answer lists (contract 6). */
const MOST_NAMED = 1000;

/** Adds up the results of an import's batches. */
export class Tally {
  readonly #total: ImportResult = {
    created: 0,
    updated: 0,
    unchanged: 0,
    failed: 0,
    errors: [],
    warnings: [],
  };
  #refused = 0;

  /** Counts a batch that was imported. */
  add(batch: ImportResult): void {
    this.#total.created += batch.created;
    this.#total.updated += batch.updated;
    this.#total.unchanged += batch.unchanged;
    this.#total.failed += batch.failed;
    keep(this.#total.errors, batch.errors);
    keep(this.#total.warnings, batch.warnings);
  }

  /** Counts a row that was refused before it got to the engine. */
  refuse(error: RowError): void {
    this.#total.failed += 1;
    this.#refused += 1;
    keep(this.#total.errors, [error]);
  }

  /** How many rows never got to the engine. */
  get refused(): number {
    return this.#refused;
  }

  /** All that was counted; errors and warnings in the order of their rows. */
  result(): ImportResult {
    const { errors, warnings } = this.#total;
    return { ...this.#total, errors: errors.toSorted(byRow), warnings: warnings.toSorted(byRow) };
  }
}

function byRow(one: RowError, other: RowError): number {
  return one.row - other.row;
}

function keep(kept: RowError[], more: readonly RowError[]): void {
  kept.push(...more.slice(0, MOST_NAMED - kept.length));
}
