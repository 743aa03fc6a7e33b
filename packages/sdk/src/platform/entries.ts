import type { Endpoint } from "../http/endpoint.ts";
import { idempotentPost } from "../http/idempotent-post.ts";
import { ndjsonBody } from "../http/ndjson-body.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { jsonBody, type Request, segment } from "../http/request.ts";
import { EntryFiles } from "./entry-files.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type {
  Entry,
  EntryImport,
  EntryImportResult,
  EntryPatch,
  EntryRows,
  ImportOptions,
  ListAllEntries,
  ListAllImports,
  ListEntries,
  ListImports,
} from "../types/platform/entries.ts";
import type { HistoryRecord, ListAllHistory, ListHistory } from "../types/platform/history.ts";

/** Accounting entries: what the platform has, and their export queue. */
export class Entries {
  /** The receipts of entries. */
  readonly files: EntryFiles;
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.files = new EntryFiles(endpoint);
    this.#endpoint = endpoint;
  }

  /**
   * Imports rows, sent while they are taken, in constant memory. Rows that can't be imported are counted and named in
   * the result; the others stand. Importing the same rows again changes nothing, so an array, or a function that
   * starts the rows anew, is sent again after a lost connection; other rows are sent once. No time limit unless
   * `timeoutMs` is given. An error of the rows' own iterator rejects the call with that error.
   */
  import(companyId: string, rows: EntryRows, call?: ImportOptions): Promise<EntryImportResult> {
    return this.#endpoint.data(
      {
        method: "POST",
        path: `platform/v1/companies/${segment(companyId)}/entries:import`,
        query: { file_name: call?.fileName },
        body: ndjsonBody(rows),
        timeoutMs: Infinity,
      },
      call,
    );
  }

  /** A page of a company's imports, in the order in which they began. */
  imports(companyId: string, input: ListImports = {}, call?: CallOptions): Promise<Page<EntryImport>> {
    return this.#endpoint.page(
      { method: "GET", path: importsPath(companyId), query: pagingQuery(input) },
      call,
    );
  }

  /** All of a company's imports. */
  importsAll(
    companyId: string,
    input: ListAllImports = {},
    call?: CallOptions,
  ): AsyncGenerator<EntryImport, void, undefined> {
    return allPages(input, (next) => this.imports(companyId, { ...input, ...next }, call));
  }

  /** One import: who, when, from which file, and what became of its rows. */
  getImport(companyId: string, importId: string, call?: CallOptions): Promise<EntryImport> {
    return this.#endpoint.data(
      { method: "GET", path: `${importsPath(companyId)}/${segment(importId)}` },
      call,
    );
  }

  /** A page of a company's entries. */
  list(companyId: string, input: ListEntries = {}, call?: CallOptions): Promise<Page<Entry>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `platform/v1/companies/${segment(companyId)}/entries`,
        query: {
          ids: input.ids,
          export_status: input.exportStatus,
          type: input.type,
          from: input.from,
          to: input.to,
          ready: input.ready === undefined ? undefined : String(input.ready),
          problem: input.problem,
          q: input.q,
          ...pagingQuery(input),
        },
      },
      call,
    );
  }

  /** All of a company's entries. */
  listAll(
    companyId: string,
    input: ListAllEntries = {},
    call?: CallOptions,
  ): AsyncGenerator<Entry, void, undefined> {
    return allPages(input, (next) => this.list(companyId, { ...input, ...next }, call));
  }

  /** One entry. */
  get(id: string, call?: CallOptions): Promise<Entry> {
    return this.#endpoint.data(this.#request("GET", id), call);
  }

  /**
   * Changes an entry.
   * @throws EntryLockedError when it is in an export, or exported.
   */
  update(id: string, patch: EntryPatch, call?: CallOptions): Promise<Entry> {
    return this.#endpoint.data({ ...this.#request("PATCH", id), body: jsonBody(patch) }, call);
  }

  /**
   * Deletes an entry.
   * @throws EntryLockedError when it is in an export, or exported.
   */
  delete(id: string, call?: CallOptions): Promise<void> {
    return this.#endpoint.remove(this.#request("DELETE", id), call);
  }

  /**
   * Unlocks an exported entry.
   * @throws EntryNotExportedError when it was not exported.
   */
  reopen(id: string, call?: CallOptions): Promise<void> {
    return this.#endpoint.done(
      { ...idempotentPost(`${path(id)}:reopen`), query: this.#endpoint.company() },
      call,
    );
  }

  /** A page of what happened to an entry. */
  history(id: string, input: ListHistory = {}, call?: CallOptions): Promise<Page<HistoryRecord>> {
    return this.#endpoint.page(
      {
        method: "GET",
        path: `${path(id)}/history`,
        query: { ...this.#endpoint.company(), ...pagingQuery(input) },
      },
      call,
    );
  }

  /** Everything that happened to an entry. */
  historyAll(
    id: string,
    input: ListAllHistory = {},
    call?: CallOptions,
  ): AsyncGenerator<HistoryRecord, void, undefined> {
    return allPages(input, (next) => this.history(id, { ...input, ...next }, call));
  }

  #request(method: "GET" | "PATCH" | "DELETE", id: string): Request {
    return { method, path: path(id), query: this.#endpoint.company() };
  }
}

function importsPath(companyId: string): string {
  return `platform/v1/companies/${segment(companyId)}/imports`;
}

function path(id: string): string {
  return `platform/v1/entries/${segment(id)}`;
}
