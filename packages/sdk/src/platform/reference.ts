import type { Endpoint } from "../http/endpoint.ts";
import type * as types from "../types/platform/reference.ts";
import { ReplaceableList, UpsertableList } from "./reference-lists.ts";

/** A company's reference data: what entries point to by code. */
export class Reference {
  /** One account for each wallet currency. */
  readonly contraAccounts: ReplaceableList<
    types.ContraAccountRow,
    types.ContraAccountRecord,
    types.ContraAccountSortingKey
  >;
  readonly accounts: UpsertableList<types.AccountRow, types.AccountRecord>;
  readonly taxCodes: UpsertableList<types.TaxCodeRow, types.TaxCodeRecord>;
  readonly tagGroups: UpsertableList<types.TagGroupRow, types.TagGroupRecord>;
  readonly teams: UpsertableList<types.TeamRow, types.TeamRecord>;
  readonly employees: UpsertableList<types.EmployeeRow, types.EmployeeRecord>;

  constructor(endpoint: Endpoint) {
    this.contraAccounts = new ReplaceableList(endpoint, "contra-accounts");
    this.accounts = new UpsertableList(endpoint, "accounts");
    this.taxCodes = new UpsertableList(endpoint, "tax-codes");
    this.tagGroups = new UpsertableList(endpoint, "tag-groups");
    this.teams = new UpsertableList(endpoint, "teams");
    this.employees = new UpsertableList(endpoint, "employees");
  }
}
