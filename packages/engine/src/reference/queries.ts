import type { Page, PageRequest } from "../paging/page.ts";
import type { Sql } from "../storage/sql.ts";
import { selectUsableVendors } from "../vendors/sql.ts";
import type { ReferenceBook } from "./book.ts";
import { BookShelf } from "./book-shelf.ts";
import { makeBook } from "./making-book.ts";
import { selectContraAccountPage, selectContraAccounts } from "./contra-sql.ts";
import type { ContraAccount, ListedKind } from "./model.ts";
import { selectAllRecords, selectRecordPage, selectTagGroupPage } from "./sql.ts";

/** The process's own copies: reading a company's reference data for every page would cost more than the page. */
const shelf = new BookShelf(200_000);

/**
 * All reference data of a company at least as new as `version` (its reference_version, which every change raises),
 * from memory when it was read before.
 * `version` must have been committed: not to be called in a transaction that changed reference data itself.
 */
export async function loadReferenceBook(
  sql: Sql,
  companyId: string,
  version: string,
): Promise<ReferenceBook> {
  const known = shelf.find(companyId, version);
  if (known !== undefined) return known;
  const records = await selectAllRecords(sql, companyId);
  const contraAccounts = await selectContraAccounts(sql, companyId);
  const vendors = await selectUsableVendors(sql, companyId);
  const book = makeBook(version, records, contraAccounts, vendors);
  shelf.keep(companyId, book, records.length + contraAccounts.length + vendors.length);
  return book;
}

/** The company's contra accounts by currency; sortable by currency and name. */
export function listContraAccounts(
  sql: Sql,
  input: { companyId: string; page: PageRequest },
): Promise<Page<ContraAccount>> {
  return selectContraAccountPage(sql, input.companyId, input.page);
}

/**
 * The company's records of one kind by code, as JSON texts: as on the wire, null for what is not known. Tag groups come with
 * their tags. Sortable by code and id.
 */
export function listReferenceRecords(
  sql: Sql,
  input: { companyId: string; kind: ListedKind; page: PageRequest },
): Promise<Page<string>> {
  const { companyId, kind, page } = input;
  return kind === "tag_group"
    ? selectTagGroupPage(sql, companyId, page)
    : selectRecordPage(sql, companyId, kind, page);
}
