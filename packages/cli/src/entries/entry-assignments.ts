import type { EntryPatch } from "@ledgerport/sdk";
import { UsageError } from "../exit-codes.ts";

/** What of an entry's line is set; null removes it. */
export interface LinePatch {
  accountCode?: string | null;
  taxCode?: string | null;
}

/** What of an entry is set. */
export interface Assignments {
  entry: EntryPatch;
  line: LinePatch;
}

type Assign = (into: Assignments, value: string | null) => void;

/** The server leaves these as they are when they are removed, so that is refused here. */
const NEEDED = new Set(["date", "type", "external-ref"]);

// The server knows the words of types and methods, and names one that it doesn't.
const ASSIGN: Readonly<Record<string, Assign>> = {
  account: ({ line }, value) => void (line.accountCode = value),
  "tax-code": ({ line }, value) => void (line.taxCode = value),
  vendor: ({ entry }, value) => void (entry.vendorCode = value),
  date: ({ entry }, value) => void (entry.date = value ?? undefined),
  type: ({ entry }, value) => void (entry.type = value as EntryPatch["type"]),
  "sub-type": ({ entry }, value) => void (entry.subType = value as NonNullable<EntryPatch["subType"]> | null),
  method: ({ entry }, value) =>
    void (entry.bookkeepingMethod = value as NonNullable<EntryPatch["bookkeepingMethod"]> | null),
  supplier: ({ entry }, value) => void (entry.supplier = { name: value }),
  employee: ({ entry }, value) => void (entry.employeeCode = value),
  team: ({ entry }, value) => void (entry.teamCode = value),
  note: ({ entry }, value) => void (entry.note = value),
  "reconciliation-id": ({ entry }, value) => void (entry.reconciliationId = value),
  "external-ref": ({ entry }, value) => void (entry.externalRef = value ?? undefined),
};

/** What can be set of an entry. */
export const SETTABLE = Object.keys(ASSIGN);

/** Reads `name=value`, of which an empty value removes. Throws UsageError for another name, and for one set twice. */
export function readAssignments(texts: readonly string[]): Assignments {
  const into: Assignments = { entry: {}, line: {} };
  const seen = new Set<string>();
  for (const text of texts) {
    const at = text.indexOf("=");
    const name = text.slice(0, Math.max(at, 0));
    const assign = Object.hasOwn(ASSIGN, name) ? ASSIGN[name] : undefined;
    if (assign === undefined) {
      throw new UsageError(`"${text}" is not name=value with one of the names ${SETTABLE.join(", ")}`);
    }
    if (seen.has(name)) throw new UsageError(`${name} is set twice`);
    seen.add(name);
    const value = text.slice(at + 1);
    if (value === "" && NEEDED.has(name)) throw new UsageError(`An entry can't be without ${name}`);
    assign(into, value === "" ? null : value);
  }
  return into;
}
