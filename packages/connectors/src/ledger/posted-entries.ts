import { Settlements } from "./settlements.ts";
import type { Difference, Recorded } from "./recorded.ts";

/** What a ledger's file holds of ours: each entry's posting that stands, and what is settled. */
export class PostedEntries {
  readonly #standing = new Map<string, Recorded>();
  readonly #settlements = new Settlements();

  /** The entry's posting that was not taken back. */
  standing(entryId: string): Recorded | undefined {
    return this.#standing.get(entryId);
  }

  /** The exchange differences that are to be booked around what these transactions settle. */
  differences(...around: readonly (Recorded | undefined)[]): Difference[] {
    return this.#settlements.differences(
      around.flatMap((recorded) => recorded?.settlements ?? []).flatMap(({ nodes }) => nodes),
    );
  }

  /** Takes note of the next transaction in the file. The returned function forgets it again, in reverse order. */
  take(recorded: Recorded): () => void {
    if (recorded.kind === "difference") {
      for (const settlement of recorded.settlements) this.#settlements.add(settlement);
      return () => {
        for (const settlement of recorded.settlements) this.#settlements.remove(settlement);
      };
    }
    const { entryId } = recorded;
    const before = this.#standing.get(entryId);
    this.#stand(entryId, recorded.kind === "reversal" ? undefined : recorded);
    return () => this.#stand(entryId, before);
  }

  #stand(entryId: string, recorded: Recorded | undefined): void {
    for (const settlement of this.#standing.get(entryId)?.settlements ?? [])
      this.#settlements.remove(settlement);
    if (recorded === undefined) this.#standing.delete(entryId);
    else this.#standing.set(entryId, recorded);
    for (const settlement of recorded?.settlements ?? []) this.#settlements.add(settlement);
  }
}
