import type { ReferenceBook } from "../reference/model.ts";
import { DomainError } from "../shared/errors.ts";
import { type PreparedEntry, entryFromRow } from "./entry-from-row.ts";
import type { SaidRow } from "../imports/model.ts";
import { entryLocked } from "./failures.ts";
import { identityOf } from "./identity.ts";
import type { DeletedEntry, EntryRow, ImportResult, RowError } from "./model.ts";
import type { EntryCompany } from "./rules.ts";
import { unusualSign } from "./signs.ts";
import { saidBy } from "./source.ts";

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
  /** The deleted entries that the rows name by externalRef or by id. */
  deleted: readonly DeletedEntry[];
  /** What the import's rows said first under each reference, this batch's rows among them. */
  said: ReadonlyMap<string, SaidRow>;
  /** Entries that turned out to be locked although `stored` says otherwise. */
  lockedSince: ReadonlySet<string>;
  /** The last reconciliation number handed out. */
  lastNumber: bigint;
  newId: () => string;
}

/** A new entry to write. */
export interface PlannedInsert {
  entry: PreparedEntry;
  /** It was deleted before and comes back. */
  restored: boolean;
}

/** A changed entry to write. */
export interface PlannedUpdate {
  entry: PreparedEntry;
  /** The kept text of the row that it replaces. */
  before: string;
}

/** What a batch comes to. */
export interface ImportPlan {
  inserts: PlannedInsert[];
  updates: PlannedUpdate[];
  result: ImportResult;
  lastNumber: bigint;
}

/** An entry as the rows before have left it. */
type Draft = Omit<StoredEntry, "externalRef">;

/**
 * Plans a batch as if its rows were imported one after another. A row that repeats an earlier one of the import is
 * harmless, one that says something else under the same externalRef fails (contract section 8). A bad row fails alone.
 * Pure but for the ids of new entries.
 */
export function planImport(rows: readonly NumberedRow[], ground: ImportGround): ImportPlan {
  const drafts = new Map<string, Draft>();
  const owners = new Map<string, string>();
  for (const { externalRef, ...entry } of ground.stored) {
    drafts.set(externalRef, { ...entry, locked: entry.locked || ground.lockedSince.has(entry.id) });
    owners.set(entry.id, externalRef);
  }
  const result: ImportResult = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [], warnings: [] };
  const plan: ImportPlan = { inserts: [], updates: [], result, lastNumber: ground.lastNumber };
  for (const { row, entry } of rows) {
    const { externalRef } = entry;
    const warn = (type: string, message: string, param?: string): void =>
      void result.warnings.push({ row, externalRef, type, message, ...(param !== undefined && { param }) });
    try {
      const repeats = repeatedRow(row, entry, ground.said);
      const draft = drafts.get(externalRef);
      const identity = identityOf(entry, { live: draft, owners, ...ground, lastNumber: plan.lastNumber });
      const prepared = entryFromRow(entry, ground.company, ground.book, identity);
      const { id, source, template } = prepared;
      if (draft === undefined) {
        if (identity.takesNumber) plan.lastNumber += 1n;
        owners.set(id, externalRef);
        drafts.set(externalRef, { id, source, template, locked: false });
        plan.inserts.push({ entry: prepared, restored: identity.restored });
        result.created += 1;
        if (identity.restored)
          warn("ENTRY_RESTORED", "The entry was deleted and is back, under the id it had");
      } else if (saysTheSame(prepared, draft)) {
        result.unchanged += 1;
        if (repeats !== undefined) warn("REPEATED_ROW", `Says the same as row ${repeats}: imported once`);
      } else {
        if (draft.locked) throw entryLocked();
        plan.updates.push({ entry: prepared, before: draft.source });
        drafts.set(externalRef, { id, source, template, locked: false });
        result.updated += 1;
      }
      const sign = unusualSign(entry);
      if (sign !== undefined) warn("UNUSUAL_SIGN", sign.message, sign.param);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      result.failed += 1;
      result.errors.push(errorOf(row, externalRef, error));
    }
  }
  return plan;
}

function errorOf(row: number, externalRef: string, error: DomainError): RowError {
  const param = error.param === undefined ? {} : { param: error.param };
  return { row, externalRef, type: error.code, message: error.message, ...param };
}

/** The number of an earlier row that says the same. Throws DUPLICATE_EXTERNAL_REF when it says something else. */
function repeatedRow(row: number, entry: EntryRow, said: ReadonlyMap<string, SaidRow>): number | undefined {
  const earlier = said.get(entry.externalRef);
  if (earlier === undefined || earlier.row === row) return undefined;
  if (saidBy(entry).equals(earlier.said)) return earlier.row;
  throw new DomainError(
    "DUPLICATE_EXTERNAL_REF",
    `externalRef: row ${earlier.row} of this import says something else of ${entry.externalRef}`,
    { param: "externalRef" },
  );
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
