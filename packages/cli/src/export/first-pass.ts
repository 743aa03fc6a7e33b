import { TargetError, TargetInUse, type RunSummary } from "@ledgerport/connectors";

/**
 * Whether the target could be used when the worker came to it first. Later a disk may be full, or a share away for a
 * while, and is waited for; but what can't be used from the start is a wrong path, and somebody is there to be told.
 */
export class FirstPass {
  readonly #ended = new AbortController();
  #done = false;
  #error: TargetError | undefined;

  /** Aborted when the target could not be used. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** A pass came to its end. */
  ended({ targetFailure }: RunSummary): void {
    if (!this.#done && targetFailure !== undefined) this.#ended.abort();
    this.#done = true;
  }

  /** A pass broke off. */
  broke(error: Error): void {
    if (this.#done || !(error instanceof TargetError) || error instanceof TargetInUse) return;
    this.#error = error;
    this.#ended.abort();
  }

  /** Throws the error for which the worker ended. */
  throwError(): void {
    if (this.#error !== undefined) throw this.#error;
  }
}
