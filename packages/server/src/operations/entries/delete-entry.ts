import { deleteEntry as remove } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** DELETE /platform/v1/entries/{id} */
export async function deleteEntry(call: Call): Promise<void> {
  await call.settle();
  await call.write((tx) => remove(tx, { companyId: call.companyId, id: call.param("id") }));
}
