import type { ReferenceBook } from "../reference/model.ts";

/** What an export item shows besides the entry itself; decided by the job, the version and the server. */
export interface RenderContext {
  /** Base of links, without a slash at the end, as it stands between the quotes of JSON text. */
  readonly publicUrl: string;
  /** The company's reference data. */
  readonly book: ReferenceBook;
  /** The job was created with vendorBasedBookkeeping: vendor and bookkeeping appear (contract 3.5). */
  readonly vendorBased: boolean;
  /** Off: contraAccount is null. */
  readonly withContraAccount: boolean;
  /** The files of entries that have some, by the entry's id: a JSON array as text. */
  readonly files: ReadonlyMap<string, string>;
  /** The reconciliation ids of entries that reimbursements name as settled, by the name (an id in lower case). */
  readonly settled: ReadonlyMap<string, string>;
}
