import { deleteEntryFile as remove } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** DELETE /platform/v1/entries/{id}/files/{name} */
export async function deleteEntryFile(call: Call): Promise<void> {
  await call.settle();
  const input = { companyId: call.companyId, entryId: call.param("id"), name: call.param("name") };
  await call.write((tx) => remove(tx, input));
}
