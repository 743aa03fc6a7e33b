import { DomainError } from "../shared/errors.ts";
import { tagKey } from "./book.ts";
import type { Draft } from "./drafts.ts";

/** A record as it lies in the database. One without a code of its own has its id there. */
export interface StoredRecord {
  id: string;
  groupCode: string;
  code: string;
  doc: string;
}

/** What an upsert comes to. */
export interface Matching {
  /** New and different records, in the request's order. */
  changed: StoredRecord[];
  created: number;
  updated: number;
  unchanged: number;
}

/** What a record is found by, besides its id. Throws REQUIRED_PARAMETER_MISSING when it has neither code nor id. */
export function nameOf({ path, code, id }: Draft): string {
  const name = code ?? id;
  if (name !== undefined) return name;
  throw new DomainError("REQUIRED_PARAMETER_MISSING", `${path} needs a code or an id`, {
    param: `${path}.code`,
  });
}

/**
 * Tells for each record of a request whether it is new, changed or unchanged. `stored` holds every record with an
 * id or a name of the request. Throws BAD_REQUEST naming the element: a record that is in the request twice, an id
 * that belongs to another code, a code that belongs to another id.
 */
export function matchRecords(
  drafts: readonly Draft[],
  stored: readonly StoredRecord[],
  newId: () => string,
): Matching {
  const byId = new Map(stored.map((record) => [record.id, record]));
  const byKey = new Map(stored.map((record) => [tagKey(record.groupCode, record.code), record]));
  const ids = new Map<string, string>();
  const keys = new Map<string, string>();
  const matching: Matching = { changed: [], created: 0, updated: 0, unchanged: 0 };
  for (const draft of drafts) {
    const { path, groupCode } = draft;
    const withId = byId.get(draft.id ?? "");
    const code = draft.code ?? withId?.code ?? nameOf(draft);
    const key = tagKey(groupCode, code);
    refuseRepeated(keys, key, path, draft.code === undefined ? "id" : "code");
    if (draft.id !== undefined) refuseRepeated(ids, draft.id, path, "id");
    const before = byKey.get(key);
    refuseMismatch(draft, before, withId);
    const id = before?.id ?? draft.id ?? newId();
    const doc = draft.document(id, code === id ? null : code, before?.doc);
    if (before?.doc === doc) {
      matching.unchanged += 1;
      continue;
    }
    matching.changed.push({ id, groupCode, code, doc });
    matching[before === undefined ? "created" : "updated"] += 1;
  }
  return matching;
}

function refuseRepeated(paths: Map<string, string>, value: string, path: string, property: string): void {
  const earlier = paths.get(value);
  if (earlier !== undefined) {
    throw badElement(`${path}.${property}`, `${path} is the same record as ${earlier}`);
  }
  paths.set(value, path);
}

/** Id and code, where both are given and known, must be of one record. */
function refuseMismatch(
  draft: Draft,
  withCode: StoredRecord | undefined,
  withId: StoredRecord | undefined,
): void {
  const param = `${draft.path}.id`;
  if (withId !== undefined && withId !== withCode) {
    const owner = withId.groupCode === "" ? withId.code : `${withId.code} of ${withId.groupCode}`;
    throw badElement(param, `The id ${withId.id} belongs to the code ${owner}, and codes can't change`);
  }
  if (withCode !== undefined && draft.id !== undefined && withCode.id !== draft.id) {
    throw badElement(param, `The code ${withCode.code} belongs to the id ${withCode.id}`);
  }
}

/** BAD_REQUEST that names an element's property. */
export function badElement(param: string, message: string): DomainError {
  return new DomainError("BAD_REQUEST", message, { param });
}
