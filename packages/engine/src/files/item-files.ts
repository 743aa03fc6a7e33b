import { secondsAfter } from "../shared/clock.ts";
import type { Sql } from "../storage/sql.ts";
import { FILE_LINK_LIFETIME, fileLink } from "./link.ts";
import { selectFilesOf, selectLinkSecret } from "./sql.ts";

/**
 * What export items show of their entries' files, as JSON text by the entry's id; entries without files are not in it.
 * The links work for 24 hours from `now`. `publicUrl` stands in the text as it is given.
 */
export async function loadItemFiles(
  sql: Sql,
  input: { companyId: string; entryIds: string[]; publicUrl: string; now: Date },
): Promise<ReadonlyMap<string, string>> {
  const { companyId, publicUrl } = input;
  const lists = new Map<string, string>();
  const found = await selectFilesOf(sql, companyId, input.entryIds);
  if (found.length === 0) return lists;
  const secret = await selectLinkSecret(sql);
  const expires = Math.floor(secondsAfter(input.now, FILE_LINK_LIFETIME).getTime() / 1000);
  for (const { entryId, file } of found) {
    const { name, hash, size, type } = file;
    // A link's path and query need no escape in JSON text.
    const url = fileLink(publicUrl, { companyId, entryId, name, hash, expires }, secret);
    const shown = `{"size":${size},"type":${JSON.stringify(type)},"url":"${url}"}`;
    const former = lists.get(entryId);
    lists.set(entryId, former === undefined ? `[${shown}]` : `${former.slice(0, -1)},${shown}]`);
  }
  return lists;
}
