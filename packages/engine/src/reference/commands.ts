import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import { newContraAccounts, sameContraAccounts } from "./contra-accounts.ts";
import { deleteContraAccounts, insertContraAccounts, selectContraAccounts } from "./contra-sql.ts";
import {
  accountDrafts,
  type Draft,
  namedDrafts,
  tagDrafts,
  tagGroupDrafts,
  taxCodeDrafts,
} from "./drafts.ts";
import { matchRecords, nameOf } from "./matching.ts";
import type {
  AccountRecord,
  ContraAccount,
  ContraAccountRecord,
  EmployeeRecord,
  ReferenceKind,
  TagGroupRecord,
  TaxCodeRecord,
  TeamRecord,
  UpsertResult,
} from "./model.ts";
import { lockCompany, putRecords, raiseReferenceVersion, selectRecords } from "./sql.ts";

/** Records of one kind for one company. */
export interface Upsert<T> {
  companyId: string;
  records: readonly T[];
}

/**
 * Replaces the company's contra accounts: those not given are gone. Answers the new set in the request's order.
 * Throws COMPANY_NOT_FOUND, BAD_REQUEST naming the element (`[1].currency`).
 */
export async function replaceContraAccounts(
  tx: Tx,
  input: { companyId: string; accounts: readonly ContraAccountRecord[] },
): Promise<ContraAccount[]> {
  const { companyId } = input;
  await enter(tx, companyId);
  const before = await selectContraAccounts(tx, companyId);
  const accounts = newContraAccounts(input.accounts, before, () => newId(tx.clock));
  if (sameContraAccounts(before, accounts)) return accounts;
  await deleteContraAccounts(tx, companyId);
  await insertContraAccounts(tx, companyId, accounts);
  await raiseReferenceVersion(tx, companyId);
  return accounts;
}

/**
 * Makes or replaces accounts, found by code or id; those not named stay. All or nothing. Throws COMPANY_NOT_FOUND,
 * and REQUIRED_PARAMETER_MISSING or BAD_REQUEST naming the element (see `matchRecords`).
 */
export function upsertAccounts(tx: Tx, input: Upsert<AccountRecord>): Promise<UpsertResult> {
  return upsert(tx, input.companyId, [{ kind: "account", drafts: accountDrafts(input.records) }]);
}

/** As `upsertAccounts`. Throws UNKNOWN_REFERENCE (`[2].ingoingTaxAccountCode`) for an account that is not there. */
export async function upsertTaxCodes(tx: Tx, input: Upsert<TaxCodeRecord>): Promise<UpsertResult> {
  await enter(tx, input.companyId);
  await checkTaxAccounts(tx, input);
  return upsert(tx, input.companyId, [{ kind: "tax_code", drafts: taxCodeDrafts(input.records) }]);
}

/** As `upsertAccounts`, groups and their tags together; tags are found by code within their group, or by id. */
export function upsertTagGroups(tx: Tx, input: Upsert<TagGroupRecord>): Promise<UpsertResult> {
  return upsert(tx, input.companyId, [
    { kind: "tag_group", drafts: tagGroupDrafts(input.records) },
    { kind: "tag", drafts: tagDrafts(input.records) },
  ]);
}

/** As `upsertAccounts`. */
export function upsertTeams(tx: Tx, input: Upsert<TeamRecord>): Promise<UpsertResult> {
  return upsert(tx, input.companyId, [{ kind: "team", drafts: namedDrafts(input.records) }]);
}

/** As `upsertAccounts`. */
export function upsertEmployees(tx: Tx, input: Upsert<EmployeeRecord>): Promise<UpsertResult> {
  return upsert(tx, input.companyId, [{ kind: "employee", drafts: namedDrafts(input.records) }]);
}

/** One change of a company's reference data at a time: what is matched here is what is there at the commit. */
async function enter(tx: Tx, companyId: string): Promise<void> {
  if (await lockCompany(tx, companyId)) return;
  throw new DomainError("COMPANY_NOT_FOUND", "There is no such company");
}

async function upsert(
  tx: Tx,
  companyId: string,
  parts: readonly { kind: ReferenceKind; drafts: readonly Draft[] }[],
): Promise<UpsertResult> {
  await enter(tx, companyId);
  const result: UpsertResult = { created: 0, updated: 0, unchanged: 0 };
  for (const { kind, drafts } of parts) {
    const stored = await selectRecords(tx, companyId, kind, {
      ids: drafts.flatMap((draft) => draft.id ?? []),
      groupCodes: drafts.map((draft) => draft.groupCode),
      codes: drafts.map(nameOf),
    });
    const matching = matchRecords(drafts, stored, () => newId(tx.clock));
    if (matching.changed.length > 0) await putRecords(tx, companyId, kind, matching.changed, tx.clock.now());
    result.created += matching.created;
    result.updated += matching.updated;
    result.unchanged += matching.unchanged;
  }
  if (result.created + result.updated > 0) await raiseReferenceVersion(tx, companyId);
  return result;
}

const TAX_ACCOUNTS = ["ingoingTaxAccountCode", "outgoingTaxAccountCode"] as const;

async function checkTaxAccounts(tx: Tx, { companyId, records }: Upsert<TaxCodeRecord>): Promise<void> {
  const codes = [
    ...new Set(records.flatMap((record) => TAX_ACCOUNTS.flatMap((property) => record[property] ?? []))),
  ];
  const accounts = await selectRecords(tx, companyId, "account", {
    ids: [],
    groupCodes: codes.map(() => ""),
    codes,
  });
  const known = new Set(accounts.map((account) => account.code));
  for (const [index, record] of records.entries()) {
    for (const property of TAX_ACCOUNTS) {
      const code = record[property];
      if (code === undefined || known.has(code)) continue;
      throw new DomainError("UNKNOWN_REFERENCE", `There is no account with the code ${code}`, {
        param: `[${index}].${property}`,
      });
    }
  }
}
