import { summarizeQueue } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** GET /platform/v1/companies/{id}/readiness */
export async function getCompanyReadiness(call: Call): Promise<unknown> {
  const { companyId } = call;
  return { data: await call.read((sql) => summarizeQueue(sql, { companyId })) };
}
