import { isObject } from "../errors/from-answer.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { Request } from "./request.ts";
import type { Doubt, Transport } from "./transport.ts";

/**
 * Sends requests and unwraps what the answers hold. Of an answer only the outline is checked, so that members and
 * values which a newer server adds do no harm.
 */
export class Endpoint {
  /** The company that calls are about; undefined: the key's own. */
  readonly companyId: string | undefined;
  readonly #transport: Transport;

  constructor(transport: Transport, companyId: string | undefined) {
    this.#transport = transport;
    this.companyId = companyId;
  }

  /** The same server and key, another company. */
  forCompany(companyId: string): Endpoint {
    return new Endpoint(this.#transport, companyId);
  }

  /** The query that names the company. */
  company(): { company_id: string | undefined } {
    return { company_id: this.companyId };
  }

  /** The `data` of an answer. */
  data<T>(request: Request, call?: CallOptions): Promise<T> {
    return this.#transport.send(request, dataOf<T>, call);
  }

  /** A page of a list. */
  page<Row>(request: Request, call?: CallOptions): Promise<Page<Row>> {
    return this.#transport.send(request, pageOf<Row>, call);
  }

  /** The whole answer. */
  answer<T>(request: Request, call?: CallOptions): Promise<T> {
    return this.#transport.send(request, objectOf<T>, call);
  }

  /** The bytes of an answer that is a file. */
  bytes(request: Request, call?: CallOptions): Promise<Uint8Array<ArrayBuffer>> {
    return this.#transport.send({ ...request, bytes: true }, bytesOf, call);
  }

  /** Nothing but success. */
  done(request: Request, call?: CallOptions): Promise<void> {
    return this.#transport.send(request, nothing, call);
  }

  /** Removes something. */
  remove(request: Request, call?: CallOptions): Promise<void> {
    return this.#transport.delete(request, call);
  }

  /** A change that must not happen twice and answers with `data`; `doubt` finds out what became of a lost one. */
  dataOnce<T>(request: Request, doubt: Doubt<T>, call?: CallOptions): Promise<T> {
    return this.#transport.sendOnce(request, dataOf<T>, doubt, call);
  }

  /** A change that must not happen twice and answers with nothing; `doubt` finds out what became of a lost one. */
  doneOnce<T>(request: Request, doubt: Doubt<T>, call?: CallOptions): Promise<T | undefined> {
    return this.#transport.sendOnce<T | undefined>(request, () => undefined, doubt, call);
  }
}

function nothing(): void {}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (!(body instanceof Uint8Array)) throw new TypeError("not a file");
  return body as Uint8Array<ArrayBuffer>;
}

function objectOf<T>(body: unknown): T {
  if (!isObject(body)) throw new TypeError("not an object");
  return body as T;
}

function dataOf<T>(body: unknown): T {
  const { data } = objectOf<{ data?: T }>(body);
  if (data === undefined) throw new TypeError("without data");
  return data;
}

function pageOf<Row>(body: unknown): Page<Row> {
  const page = objectOf<Page<Row>>(body);
  if (!Array.isArray(page.data) || !isObject(page.pagination)) throw new TypeError("not a page");
  return page;
}
