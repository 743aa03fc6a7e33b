import type { Schema, Static } from "@ledgerport/contract";
import type { Tx } from "@ledgerport/engine";
import type { Call, Handler } from "../../http/call.ts";

/** What became of a bulk upsert, in records. */
interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}

type Upsert<T> = (tx: Tx, input: { companyId: string; records: readonly T[] }) => Promise<Counts>;

/** PUT /platform/v1/companies/{id}/<kind>: adds or changes records of one kind. `row` is the body's element. */
export function upsertRecords<S extends Schema>(row: S, upsert: Upsert<Static<S>>): Handler {
  return (call: Call) => {
    const input = { companyId: call.companyId, records: call.rows(row) };
    return call.write(async (tx) => ({ data: await upsert(tx, input) }));
  };
}
