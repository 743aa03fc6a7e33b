import type { Endpoint } from "../http/endpoint.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { type Request, segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { EntryFile, ListAllEntryFiles, ListEntryFiles } from "../types/platform/files.ts";

/** The receipts of accounting entries (contract 6). */
export class EntryFiles {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** A page of an entry's receipts, in the order in which export items show them. */
  list(entryId: string, input: ListEntryFiles = {}, call?: CallOptions): Promise<Page<EntryFile>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `platform/v1/entries/${segment(entryId)}/files`,
        query: { ...this.#endpoint.company(), ...pagingQuery(input) },
      },
      call,
    );
  }

  /** All of an entry's receipts. */
  listAll(
    entryId: string,
    input: ListAllEntryFiles = {},
    call?: CallOptions,
  ): AsyncGenerator<EntryFile, void, undefined> {
    return allPages(input, (next) => this.list(entryId, { ...input, ...next }, call));
  }

  /**
   * Uploads a receipt: PDF, JPEG, PNG, Word, Excel or text in UTF-8, at most 30 MB. One of the same name is replaced;
   * the same bytes again change nothing.
   * @throws EntryLockedError when the entry is in an export, or exported.
   */
  put(entryId: string, name: string, bytes: Uint8Array<ArrayBuffer>, call?: CallOptions): Promise<EntryFile> {
    const body = { contentType: "application/octet-stream", open: () => bytes, replayable: true };
    return this.#endpoint.data({ ...this.#request("PUT", entryId, name), body }, call);
  }

  /** The bytes of a receipt. */
  get(entryId: string, name: string, call?: CallOptions): Promise<Uint8Array<ArrayBuffer>> {
    return this.#endpoint.bytes(this.#request("GET", entryId, name), call);
  }

  /**
   * Deletes a receipt.
   * @throws EntryLockedError when the entry is in an export, or exported.
   */
  delete(entryId: string, name: string, call?: CallOptions): Promise<void> {
    return this.#endpoint.remove(this.#request("DELETE", entryId, name), call);
  }

  #request(method: "PUT" | "GET" | "DELETE", entryId: string, name: string): Request {
    return {
      method,
      path: `platform/v1/entries/${segment(entryId)}/files/${segment(name)}`,
      query: this.#endpoint.company(),
    };
  }
}
