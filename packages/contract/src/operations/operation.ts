import type { ApiVersion, Scope } from "../enums/access.ts";
import type { ErrorCode } from "../errors/registry.ts";
import type { ObjectSchema, Schema } from "../schema/type.ts";

/** Which part of the wire an operation belongs to. */
export type ApiName = "export" | "vendors" | "webhooks" | "platform" | "operations" | "introspect";

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a request can name by id, so that its company need not be named. */
export type NamedKind = "job" | "entry" | "vendor" | "delivery";

/** Where a request names things by id. */
export interface NamedThings {
  kind: NamedKind;
  in: "params" | "query" | "body";
  /** The members, each an id or a list of ids; the first that is given counts. */
  members: readonly string[];
}

/**
 * One operation of the wire, of which the server makes a route and OpenAPI a description.
 * What differs between versions of the Export API is several operations with the same id and different versions.
 */
export interface Operation {
  /** Name of the operation, the same in all versions; `operationIdOf` makes it unique. */
  id: string;
  method: HttpMethod;
  /** `{v}` stands for the version, `{jobId}` and so on for parameters, `:cancel` for a colon and a word. */
  path: string;
  /** The versions of the Export API that have this operation in this form; empty for everything else. */
  versions: readonly ApiVersion[];
  api: ApiName;
  tags: readonly string[];
  summary: string;
  description?: string;
  /** What the caller's key must be allowed to do; null: any key, or none where `auth` is false. */
  scope: Scope | null;
  /** Another scope that will do as well: an integration reads little of the Platform API, and needs no more of it. */
  orScope?: Scope;
  /** Whether a key is needed at all. */
  auth: boolean;
  /** Whether requests over the limit are refused; they count in either case. */
  limited: boolean;
  /**
   * Where the company comes from: `path` (the parameter `id` of `/companies/{id}`), or `request` (the query's
   * `company_id`, or the `companyId` of a body that is an object; a key that reaches several companies needs it, unless
   * the request names `things`).
   * `optional` is as `request`, but without it the operation is about all that the key reaches.
   * null: the operation is not about one company.
   */
  company: "path" | "request" | "optional" | null;
  /** What tells the company where neither the key nor the request names it (contract 1, Authentication). */
  things?: NamedThings;
  params?: ObjectSchema;
  query?: ObjectSchema;
  body?: {
    schema: Schema;
    /** The media types accepted. */
    types: readonly string[];
    /** Of a merge patch (RFC 7396): the members that null removes. Elsewhere null is as if the member were left out. */
    removable?: readonly string[];
    /** The handler checks each element of the list against the schema's `items`: a bad one fails alone. */
    elementwise?: true;
    /**
     * The handler reads the body itself as a stream and checks it piece by piece against the schema's `items`;
     * the schema describes the whole.
     */
    streamed?: true;
  };
  success: {
    status: 200 | 201 | 202 | 204;
    /** null: the answer has no body. */
    schema: Schema | null;
    /** Media type of the answer; `application/json` when left out. */
    type?: string;
    /** The answer is bytes of which a range can be asked for, which is then answered with 206. */
    ranges?: true;
  };
  /** For lists: what the rows can be sorted by. Such an operation takes the paging parameters. */
  sortingKeys?: readonly string[];
  /** The operation takes an Idempotency-Key (contract 6). */
  idempotent: boolean;
  /** The version is deprecated: its answers carry Deprecation, Sunset and Link. */
  deprecated: boolean;
  /** Every error that the operation can answer with. */
  errors: readonly ErrorCode[];
}

/** One operation in one version: what a server registers. */
export interface Route {
  operation: Operation;
  /** null outside the Export API. */
  version: ApiVersion | null;
  /** The operation's path with the version in place. */
  path: string;
  /** Unique over all routes, e.g. `createExportJobV3`. */
  operationId: string;
}

/** The routes of an operation: one for each version, or the operation itself. */
export function routesOf(operation: Operation): Route[] {
  if (operation.versions.length === 0) {
    return [{ operation, version: null, path: operation.path, operationId: operation.id }];
  }
  return operation.versions.map((version) => ({
    operation,
    version,
    path: operation.path.replace("{v}", version),
    operationId: `${operation.id}${version.toUpperCase()}`,
  }));
}
