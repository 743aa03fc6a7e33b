import { EntryPatch } from "@ledgerport/contract";
import { updateEntry as update } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentEntry } from "../../presenters/platform/entry.ts";

/** PATCH /platform/v1/entries/{id}: a JSON merge patch. */
export async function updateEntry(call: Call): Promise<unknown> {
  const patch = call.body(EntryPatch);
  const input = { companyId: call.companyId, id: call.param("id"), patch };
  await call.settle();
  return call.write(async (tx) => ({ data: presentEntry(await update(tx, input)) }));
}
