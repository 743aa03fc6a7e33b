import { type ListedKind, listReferenceRecords } from "@ledgerport/engine";
import type { Call, Handler } from "../../http/call.ts";
import { presentReferenceRecord } from "../../presenters/platform/reference-record.ts";

/** GET /platform/v1/companies/{id}/<kind>: the records of one kind, which are kept nearly in the wire's shape. */
export function listRecords(kind: ListedKind): Handler {
  return async (call: Call) => {
    const { companyId } = call;
    const wanted = call.page();
    const page = await call.read((sql) =>
      listReferenceRecords(sql, { companyId, kind, page: wanted.request }),
    );
    return call.listedText(wanted, page, presentReferenceRecord);
  };
}
