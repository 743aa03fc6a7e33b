import type { ReferenceBook } from "../reference/model.ts";
import { DomainError } from "../shared/errors.ts";
import { type PreparedEntry, entryFromRow } from "./entry-from-row.ts";
import { entryLocked } from "./failures.ts";
import type { EntryRow, ImportResult } from "./model.ts";
import { refused } from "./refusals.ts";
import type { EntryCompany } from "./rules.ts";
import { parseSource } from "./source.ts";

/** A row of an import with its number. */
export interface NumberedRow {
  row: number;
  entry: EntryRow;
}

/** What an import must know of an entry that is there already. */
export interface StoredEntry {
  id: string;
  externalRef: string;
  source: string;
  template: string;
  locked: boolean;
}

/** What a batch is planned against. */
export interface ImportGround {
  company: EntryCompany;
  book: ReferenceBook;
  /** The entries that the rows name by externalRef or by id. */
  stored: readonly StoredEntry[];
  /** Entries that turned out to be locked although `stored` says otherwise. */
  lockedSince: ReadonlySet<string>;
  /** The last reconciliation number handed out. */
  lastNumber: bigint;
  newId: () => string;
}

/** What a batch comes to. */
export interface ImportPlan {
  inserts: PreparedEntry[];
  updates: PreparedEntry[];
  result: ImportResult;
  lastNumber: bigint;
}

/** An entry as the rows before have left it. */
interface Draft {
  id: string;
  source: string;
  template: string;
  locked: boolean;
  isNew: boolean;
  /** Set when it must be written. */
  change: PreparedEntry | undefined;
}

/**
 * Plans a batch as if its rows were imported one after another: a row that repeats another's externalRef updates
 * what that one made, or is unchanged. A bad row fails alone. Pure but for the ids of new entries.
 */
export function planImport(rows: readonly NumberedRow[], ground: ImportGround): ImportPlan {
  const drafts = new Map<string, Draft>();
  const owners = new Map<string, string>();
  for (const entry of ground.stored) {
    const locked = entry.locked || ground.lockedSince.has(entry.id);
    const { id, source, template } = entry;
    drafts.set(entry.externalRef, { id, source, template, locked, isNew: false, change: undefined });
    owners.set(id, entry.externalRef);
  }
  const result: ImportResult = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] };
  let { lastNumber } = ground;
  for (const { row, entry } of rows) {
    try {
      const draft = drafts.get(entry.externalRef);
      const nextNumber = lastNumber + 1n;
      const prepared = prepare(entry, draft, owners, nextNumber, ground);
      if (draft === undefined) {
        if (typeof entry.reconciliationId !== "string") lastNumber = nextNumber;
        owners.set(prepared.id, entry.externalRef);
        drafts.set(entry.externalRef, { ...draftOf(prepared), locked: false, isNew: true, change: prepared });
        result.created += 1;
      } else if (saysTheSame(prepared, draft)) {
        result.unchanged += 1;
      } else {
        if (draft.locked) throw entryLocked();
        Object.assign(draft, draftOf(prepared), { change: prepared });
        result.updated += 1;
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const param = error.param === undefined ? {} : { param: error.param };
      result.failed += 1;
      result.errors.push({
        row,
        externalRef: entry.externalRef,
        type: error.code,
        message: error.message,
        ...param,
      });
    }
  }
  const changed = [...drafts.values()].filter((draft) => draft.change !== undefined);
  const written = (isNew: boolean): PreparedEntry[] =>
    changed.flatMap((draft) => (draft.isNew === isNew && draft.change !== undefined ? [draft.change] : []));
  return { inserts: written(true), updates: written(false), result, lastNumber };
}

/**
 * Whether writing the entry would change nothing. The template is compared as well: after a tax code's rate or the
 * company's bookkeeping method changed, the same row makes another item. A locked entry keeps the item it has.
 */
export function saysTheSame(
  prepared: PreparedEntry,
  stored: Pick<StoredEntry, "source" | "template" | "locked">,
): boolean {
  return prepared.source === stored.source && (stored.locked || prepared.template === stored.template);
}

function draftOf(prepared: PreparedEntry): { id: string; source: string; template: string } {
  return { id: prepared.id, source: prepared.source, template: prepared.template };
}

function prepare(
  entry: EntryRow,
  draft: Draft | undefined,
  owners: ReadonlyMap<string, string>,
  nextNumber: bigint,
  ground: ImportGround,
): PreparedEntry {
  const id = draft?.id ?? entry.id ?? ground.newId();
  if (typeof entry.id === "string") assertOwnId(entry.id, entry.externalRef, draft, owners);
  const named = typeof entry.reconciliationId === "string";
  const reconciliationId =
    draft === undefined || named ? String(nextNumber) : parseSource(draft.source).reconciliationId;
  return entryFromRow(entry, ground.company, ground.book, { id, reconciliationId });
}

function assertOwnId(
  id: string,
  externalRef: string,
  draft: Draft | undefined,
  owners: ReadonlyMap<string, string>,
): void {
  if (draft !== undefined && draft.id !== id)
    throw refused("id", `the entry ${externalRef} has the id ${draft.id}`);
  if (draft === undefined && owners.has(id)) throw refused("id", "another entry of the company has this id");
}
