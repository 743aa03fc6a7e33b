import {
  AccountRecord,
  AccountRow,
  ContraAccountRecord,
  ContraAccountRow,
  EmployeeRecord,
  EmployeeRow,
  TagGroupRecord,
  TagGroupRow,
  TaxCodeRecord,
  TaxCodeRow,
  TeamRecord,
  TeamRow,
  UpsertCounts,
  rowsOf,
} from "../platform/reference.ts";
import { type Schema, Type } from "../schema/type.ts";
import { define, found, ids, json, listed } from "./define.ts";

interface ReferenceKind {
  /** Ending of the operations' names, e.g. `TaxCodes`. */
  name: string;
  /** Last part of the path. */
  segment: string;
  /** What it is called in a sentence. */
  words: string;
  row: Schema;
  record: Schema;
  sortingKeys: readonly string[];
  /** What a PUT does to records that it does not name. */
  put: "replace" | "upsert";
}

const BY_CODE = ["code", "id"];

const KINDS: readonly ReferenceKind[] = [
  {
    name: "ContraAccounts",
    segment: "contra-accounts",
    words: "contra accounts",
    row: ContraAccountRow,
    record: ContraAccountRecord,
    sortingKeys: ["currency", "name"],
    put: "replace",
  },
  {
    name: "Accounts",
    segment: "accounts",
    words: "accounts",
    row: AccountRow,
    record: AccountRecord,
    sortingKeys: BY_CODE,
    put: "upsert",
  },
  {
    name: "TaxCodes",
    segment: "tax-codes",
    words: "tax codes",
    row: TaxCodeRow,
    record: TaxCodeRecord,
    sortingKeys: BY_CODE,
    put: "upsert",
  },
  {
    name: "TagGroups",
    segment: "tag-groups",
    words: "tag groups",
    row: TagGroupRow,
    record: TagGroupRecord,
    sortingKeys: BY_CODE,
    put: "upsert",
  },
  {
    name: "Teams",
    segment: "teams",
    words: "teams",
    row: TeamRow,
    record: TeamRecord,
    sortingKeys: BY_CODE,
    put: "upsert",
  },
  {
    name: "Employees",
    segment: "employees",
    words: "employees",
    row: EmployeeRow,
    record: EmployeeRecord,
    sortingKeys: BY_CODE,
    put: "upsert",
  },
];

/** A company's reference data: for each kind a PUT and a list (contract 6). */
export const referenceOperations = KINDS.flatMap((kind) => {
  const common = {
    versions: [],
    api: "platform",
    path: `/platform/v1/companies/{id}/${kind.segment}`,
    tags: ["Reference data"],
    company: "path",
    params: ids("id"),
  } as const;
  return [
    define({
      ...common,
      id: `${kind.put}${kind.name}`,
      method: "PUT",
      summary: kind.put === "replace" ? `Replace all ${kind.words}` : `Add or change ${kind.words}`,
      description:
        kind.put === "replace"
          ? "One for each wallet currency; those that are not named are removed."
          : "A record is found by its id, else by its code. Those that are not named stay as they are.",
      scope: "platform:write",
      body: json(rowsOf(kind.row)),
      success: found(kind.put === "replace" ? Type.Array(kind.record) : UpsertCounts),
      errors: kind.name === "TaxCodes" ? ["UNKNOWN_REFERENCE"] : [],
    }),
    define({
      ...common,
      id: `list${kind.name}`,
      method: "GET",
      summary: `List the ${kind.words}`,
      scope: "platform:read",
      // A ledger needs the accounts' kinds, which an export item has no room for.
      ...(kind.name === "Accounts" && { orScope: "export-items:read" as const }),
      sortingKeys: kind.sortingKeys,
      success: listed(kind.record),
    }),
  ];
});
