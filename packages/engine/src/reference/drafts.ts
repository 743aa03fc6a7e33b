import type {
  AccountKind,
  AccountRecord,
  EmployeeRecord,
  Named,
  TagGroupRecord,
  TaxCodeRecord,
  TeamRecord,
} from "./model.ts";

/** A record of a request on its way into the database. */
export interface Draft extends Named {
  /** Where it stands in the request, e.g. `[3]` or `[3].tags[1]`. */
  path: string;
  /** The code of a tag's group; empty for other kinds. */
  groupCode: string;
  /**
   * The record as stored, which is the wire's: JSON text with null for what is not known. Its members are always in
   * the same order, so that equal means unchanged. `before`: as it is stored now.
   */
  document: (id: string, code: string | null, before: string | undefined) => string;
}

function draftsOf<T extends Named>(
  records: readonly T[],
  document: (record: T, id: string, code: string | null, before: string | undefined) => object,
): Draft[] {
  return records.map((record, index) => ({
    path: `[${index}]`,
    groupCode: "",
    ...(record.id === undefined ? {} : { id: record.id }),
    ...(record.code === undefined ? {} : { code: record.code }),
    document: (id, code, before) => JSON.stringify(document(record, id, code, before)),
  }));
}

export function accountDrafts(records: readonly AccountRecord[]): Draft[] {
  return draftsOf(records, ({ name, identifier = null, kind }, id, code, before) => ({
    id,
    name,
    code,
    identifier,
    kind: kind ?? kindIn(before),
  }));
}

/** Who sends an account without its kind doesn't know kinds, and must not undo what somebody else has said. */
function kindIn(before: string | undefined): AccountKind {
  const { kind = "expense" } = before === undefined ? {} : (JSON.parse(before) as { kind?: AccountKind });
  return kind;
}

export function taxCodeDrafts(records: readonly TaxCodeRecord[]): Draft[] {
  return draftsOf(records, (record, id, code) => ({
    id,
    code,
    name: record.name ?? null,
    rate: record.rate,
    type: record.type,
    ingoingTaxAccountCode: record.ingoingTaxAccountCode ?? null,
    outgoingTaxAccountCode: record.outgoingTaxAccountCode ?? null,
  }));
}

/** Teams and employees: a name and no more. */
export function namedDrafts(records: readonly (TeamRecord | EmployeeRecord)[]): Draft[] {
  return draftsOf(records, ({ name }, id, code) => ({ id, name, code }));
}

export function tagGroupDrafts(groups: readonly TagGroupRecord[]): Draft[] {
  return draftsOf(groups, ({ name = null }, id, code) => ({ id, code, name }));
}

/** The tags of all groups. */
export function tagDrafts(groups: readonly TagGroupRecord[]): Draft[] {
  return groups.flatMap(({ code: groupCode, tags }, index) =>
    draftsOf(tags, ({ name = null }, id, code) => ({ id, code, groupCode, name })).map((tag) => ({
      ...tag,
      groupCode,
      path: `[${index}].tags${tag.path}`,
    })),
  );
}
