import { type Operation, type Route, type Schema, type Static, keywordsOf } from "@ledgerport/contract";
import {
  type ApiKey,
  type Page,
  type Sql,
  type Tenant,
  type Tx,
  expireOverdueJob,
  takeRows,
} from "@ledgerport/engine";
import type { FastifyRequest } from "fastify";
import { actorOf } from "../auth/access.ts";
import { type ListPage, type Pagination, openPage, paginationOf } from "../paging/list-page.ts";
import { PAGING_PARAMETERS, type RawQuery, readPageQuery } from "../paging/page-query.ts";
import type { ExportVersion } from "../presenters/export-version.ts";
import { exportVersion } from "../presenters/export-versions.ts";
import type { AppContext } from "./context.ts";
import { idempotently } from "./idempotency.ts";
import type { JsonText } from "./json-text.ts";
import { listBytes } from "./list-bytes.ts";
import type { Parameters } from "./request-parts.ts";

/** What is known of a request once it was let in and its schema found no fault. */
export interface CallParts {
  app: AppContext;
  route: Route;
  request: FastifyRequest;
  rawQuery: RawQuery;
  query: Parameters;
  params: Parameters;
  body: unknown;
  key: ApiKey | null;
  companyId: string | null;
}

/** The body of a list's answer. */
export interface Listed<T> {
  data: T[];
  pagination: Pagination;
}

/** One request on its way through a handler: what it says, who sends it, and the way to the data. */
export class Call {
  readonly app: AppContext;
  readonly request: FastifyRequest;
  readonly operation: Operation;
  readonly query: Parameters;
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.app = parts.app;
    this.request = parts.request;
    this.operation = parts.route.operation;
    this.query = parts.query;
    this.#parts = parts;
  }

  /** The caller's key. Throws on an operation that needs none. */
  get key(): ApiKey {
    if (this.#parts.key === null) throw new Error(`${this.operation.id} is open to callers without a key`);
    return this.#parts.key;
  }

  /** The company that the request is about, which the key reaches. Throws on an operation that is about none. */
  get companyId(): string {
    if (this.#parts.companyId === null) throw new Error(`${this.operation.id} is not about one company`);
    return this.#parts.companyId;
  }

  /** The company that is named, or that the key belongs to; null where the request is about all that the key reaches. */
  get namedCompanyId(): string | null {
    return this.#parts.companyId;
  }

  /** The version of the Export API that the request speaks. Throws outside the Export API. */
  get version(): ExportVersion {
    return exportVersion(this.#parts.route.version);
  }

  /** A path parameter. */
  param(name: string): string {
    const value = this.#parts.params[name];
    if (typeof value !== "string") throw new Error(`${this.operation.id} has no path parameter ${name}`);
    return value;
  }

  /** A query parameter that is text, when it is given. */
  text(name: string): string | undefined {
    const value = this.#parameter(name);
    return typeof value === "string" ? value : undefined;
  }

  /** A query parameter that is a number, when it is given. */
  number(name: string): number | undefined {
    const value = this.#parameter(name);
    return typeof value === "number" ? value : undefined;
  }

  /** A query parameter that is true or false, when it is given. */
  flag(name: string): boolean | undefined {
    const value = this.#parameter(name);
    return typeof value === "boolean" ? value : undefined;
  }

  /** A repeatable query parameter that is text, when it is given. */
  texts(name: string): string[] | undefined {
    const values = this.#parameter(name);
    return Array.isArray(values) ? values.map(String) : undefined;
  }

  /** A query parameter that is one of some words, when it is given. */
  word<W extends string>(name: string, words: readonly W[]): W | undefined {
    return words.find((word) => word === this.#parameter(name));
  }

  /** A repeatable query parameter whose values are of some words, when it is given. */
  words<W extends string>(name: string, words: readonly W[]): W[] | undefined {
    const values = this.#parameter(name);
    return Array.isArray(values) ? words.filter((word) => values.includes(word)) : undefined;
  }

  /** A query parameter of the operation's own in this version; others are ignored (contract 1). */
  #parameter(name: string): unknown {
    const known = Object.hasOwn(this.operation.query?.properties ?? {}, name);
    return known ? this.query[name] : undefined;
  }

  /** The body, which was checked against this schema: the operation's own. */
  body<S extends Schema>(schema: S): Static<S> {
    if (this.operation.body?.schema !== schema) throw new Error(`${this.operation.id} checks another body`);
    return this.#parts.body as Static<S>;
  }

  /** The body that is a list, whose elements were checked against this schema: the operation's own. */
  rows<S extends Schema>(row: S): Static<S>[] {
    if (keywordsOf(this.operation.body?.schema)["items"] !== row)
      throw new Error(`${this.operation.id} checks other rows`);
    return this.#parts.body as Static<S>[];
  }

  /** The body that is a list whose elements nobody has checked yet. */
  elements(): unknown[] {
    if (this.operation.body?.elementwise !== true || !Array.isArray(this.#parts.body))
      throw new Error(`${this.operation.id} checks its elements`);
    return this.#parts.body;
  }

  /** The body of an operation that reads it as a stream. */
  stream(): AsyncIterable<Buffer> {
    if (this.operation.body?.streamed !== true)
      throw new Error(`${this.operation.id} does not stream its body`);
    return this.#parts.body as AsyncIterable<Buffer>;
  }

  /** Ends the company's job if its time has run out, before something asks whether an entry is locked. */
  settle(): Promise<void> {
    return expireOverdueJob(this.app.database, this.companyId);
  }

  /** Reads the company's data as it is now: a job whose time has run out is ended first (contract 3.2, Expiry). */
  async read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    await this.settle();
    return this.app.database.read(this.#tenant(), work);
  }

  /** Reads what belongs to no single company. */
  readAll<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.app.database.read("system", work);
  }

  /**
   * Changes data in one transaction and gives the answer's body. With an Idempotency-Key the answer is kept in that
   * transaction, and a repeated request gets it again without doing anything.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T | JsonText> {
    return this.#write(this.#tenant(), work);
  }

  /** As `write`, for what belongs to no single company. */
  writeAll<T>(work: (tx: Tx) => Promise<T>): Promise<T | JsonText> {
    return this.#write("system", work);
  }

  #write<T>(tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T | JsonText> {
    return this.app.database.write(tenant, actorOf(this.key), (tx) =>
      idempotently(this, this.#parts, tx, work),
    );
  }

  /** The page asked for. The list's filter is all that the request says besides: path, query and body. */
  page(): ListPage {
    const { rawQuery, query, params, body, route, key, companyId } = this.#parts;
    const tenant = companyId ?? key?.companyId ?? key?.organisationId ?? "all";
    return openPage(readPageQuery(rawQuery), {
      list: route.operationId,
      tenant,
      filter: [params, this.#filters(query), body ?? null],
    });
  }

  /** The answer that carries a page of a list. */
  listed<T, R>(list: ListPage, page: Page<T>, present: (row: T) => R): Listed<R> {
    return { data: page.rows.map(present), pagination: paginationOf(list, page) };
  }

  /** As `listed`, of rows that are JSON text already: nothing parses them. The page has none afterwards. */
  listedText(list: ListPage, page: Page<string>, present: (row: string) => string = String): Buffer {
    return listBytes(takeRows(page).map(present), JSON.stringify(paginationOf(list, page)));
  }

  /** The operation's own query parameters that are given, by name: unknown ones filter nothing. */
  #filters(query: Parameters): unknown[] {
    const known = Object.keys(this.operation.query?.properties ?? {});
    return known
      .filter((name) => !PAGING_PARAMETERS.has(name) && name !== "company_id" && query[name] !== undefined)
      .map((name) => [name, query[name]]);
  }

  #tenant(): Tenant {
    return { companyId: this.companyId };
  }
}

/** What answers an operation: the body of the success, or undefined when it has none. */
export type Handler = (call: Call) => Promise<unknown>;
