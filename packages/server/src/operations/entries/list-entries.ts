import { ENTRY_ROW_TYPES, EXPORT_STATUSES, PROBLEM_TYPES } from "@ledgerport/contract";
import { listEntries as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentEntry } from "../../presenters/platform/entry.ts";

/** GET /platform/v1/companies/{id}/entries */
export async function listEntries(call: Call): Promise<unknown> {
  const wanted = call.page();
  const filter = {
    companyId: call.companyId,
    ids: call.texts("ids"),
    exportStatus: call.word("export_status", EXPORT_STATUSES),
    type: call.word("type", ENTRY_ROW_TYPES),
    from: call.text("from"),
    to: call.text("to"),
    ready: call.flag("ready"),
    problem: call.word("problem", PROBLEM_TYPES),
    q: call.text("q"),
  };
  const page = await call.read((sql) => list(sql, { ...filter, page: wanted.request }));
  return call.listed(wanted, page, presentEntry);
}
