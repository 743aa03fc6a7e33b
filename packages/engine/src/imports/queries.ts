import type { Page, PageRequest } from "../paging/page.ts";
import { DomainError } from "../shared/errors.ts";
import type { Sql } from "../storage/sql.ts";
import type { Import } from "./model.ts";
import { selectImport, selectImports } from "./sql.ts";

/** A company's imports, in the order in which they began. */
export function listImports(
  sql: Sql,
  input: { companyId: string; page: PageRequest },
): Promise<Page<Import>> {
  return selectImports(sql, input.companyId, input.page);
}

/** One import. Throws IMPORT_NOT_FOUND. */
export async function getImport(sql: Sql, input: { companyId: string; importId: string }): Promise<Import> {
  const found = await selectImport(sql, input.companyId, input.importId);
  if (found === undefined) throw new DomainError("IMPORT_NOT_FOUND", "There is no such import");
  return found;
}
