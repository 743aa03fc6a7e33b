import { getEntryFile as get } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { FileAnswer } from "../../http/file-answer.ts";

/** GET /platform/v1/entries/{id}/files/{name} */
export async function getEntryFile(call: Call): Promise<FileAnswer> {
  const input = { companyId: call.companyId, entryId: call.param("id"), name: call.param("name") };
  return new FileAnswer(call.app.files, await call.read((sql) => get(sql, input)));
}
