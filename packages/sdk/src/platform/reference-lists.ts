import type { Endpoint } from "../http/endpoint.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { jsonBody, segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { AllPages, CallOptions, Page, Paging } from "../types/common.ts";
import type { ReferenceSortingKey, UpsertResult } from "../types/platform/reference.ts";

/** One kind of a company's reference data, to read. */
class ReferenceList<Record, SortingKey extends string> {
  readonly #endpoint: Endpoint;
  readonly #kind: string;

  /** `kind`: the last part of the path. */
  constructor(endpoint: Endpoint, kind: string) {
    this.#endpoint = endpoint;
    this.#kind = kind;
  }

  /** A page of the records. */
  list(companyId: string, input: Paging<SortingKey> = {}, call?: CallOptions): Promise<Page<Record>> {
    return this.#endpoint.page(
      { method: "GET", path: this.#path(companyId), query: pagingQuery(input) },
      call,
    );
  }

  /** All records. */
  listAll(
    companyId: string,
    input: AllPages<SortingKey> = {},
    call?: CallOptions,
  ): AsyncGenerator<Record, void, undefined> {
    return allPages(input, (next) => this.list(companyId, { ...input, ...next }, call));
  }

  protected put<T>(companyId: string, rows: unknown, call: CallOptions | undefined): Promise<T> {
    return this.#endpoint.data({ method: "PUT", path: this.#path(companyId), body: jsonBody(rows) }, call);
  }

  #path(companyId: string): string {
    return `platform/v1/companies/${segment(companyId)}/${this.#kind}`;
  }
}

/** Reference data that is set as a whole. */
export class ReplaceableList<Row, Record, SortingKey extends string> extends ReferenceList<
  Record,
  SortingKey
> {
  /** Replaces all records; those not named are removed. */
  replace(companyId: string, rows: readonly Row[], call?: CallOptions): Promise<Record[]> {
    return this.put(companyId, rows, call);
  }
}

/** Reference data that is added to. */
export class UpsertableList<Row, Record> extends ReferenceList<Record, ReferenceSortingKey> {
  /** Adds records, and changes those whose id or code is known; the others stay. */
  upsert(companyId: string, rows: readonly Row[], call?: CallOptions): Promise<UpsertResult> {
    return this.put(companyId, rows, call);
  }
}
