import type { EntryIdentity } from "./entry-from-row.ts";
import type { DeletedEntry, EntryRow } from "./model.ts";
import { refused } from "./refusals.ts";
import { parseSource } from "./source.ts";

/** Who a row's entry is, and how it got to be it. */
export interface Identity extends EntryIdentity {
  /** It was deleted and comes back. */
  restored: boolean;
  /** It uses up the company's next reconciliation number. */
  takesNumber: boolean;
}

/** What is there that a row may mean. */
export interface Known {
  /** The entry that has the row's externalRef. */
  live: { readonly id: string; readonly source: string } | undefined;
  /** Ids of live entries to their externalRefs. */
  owners: ReadonlyMap<string, string>;
  deleted: readonly DeletedEntry[];
  lastNumber: bigint;
  newId: () => string;
}

/**
 * Who the row's entry is: the one with its externalRef, else a deleted one with its externalRef or its id, else a new one.
 * The ledger knows an entry by its id, so one that comes back must come back as itself. Throws BAD_REQUEST for an id that
 * is not the entry's, or that is another's.
 */
export function identityOf(row: EntryRow, known: Known): Identity {
  const { externalRef, id } = row;
  const given = id ?? undefined;
  const { live, deleted, owners } = known;
  if (live !== undefined) {
    if (given !== undefined && given !== live.id)
      throw refused("id", `the entry ${externalRef} has the id ${live.id}`);
    const { reconciliationId } = parseSource(live.source);
    return { id: live.id, reconciliationId, restored: false, takesNumber: false };
  }
  if (given !== undefined && owners.has(given))
    throw refused("id", "another entry of the company has this id");
  const former =
    deleted.find((entry) => entry.externalRef === externalRef && !owners.has(entry.id)) ??
    deleted.find((entry) => entry.id === given);
  if (former !== undefined) {
    if (given !== undefined && given !== former.id) {
      throw refused(
        "id",
        `the entry ${externalRef} had the id ${former.id} before it was deleted, and keeps it`,
      );
    }
    const { reconciliationId } = former;
    return { id: former.id, reconciliationId, restored: true, takesNumber: false };
  }
  const reconciliationId = String(known.lastNumber + 1n);
  const takesNumber = typeof row.reconciliationId !== "string";
  return { id: given ?? known.newId(), reconciliationId, restored: false, takesNumber };
}
