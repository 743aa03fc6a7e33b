import { DEPRECATED_VERSIONS } from "../enums/access.ts";
import { ERROR_CODES, type ErrorCode } from "../errors/registry.ts";
import { listQuery, pageOf, single } from "../schema/lists.ts";
import { Uuid } from "../schema/primitives.ts";
import { type ObjectSchema, type Properties, type Schema, Type } from "../schema/type.ts";
import type { NamedKind, Operation } from "./operation.ts";

/** The media type of nearly every body. */
export const JSON_TYPE = "application/json";

/** What is written down of an operation; the rest follows from it. */
export interface OperationDraft extends Omit<
  Operation,
  "errors" | "idempotent" | "deprecated" | "auth" | "limited" | "query" | "company"
> {
  /** True when left out. */
  auth?: boolean;
  /** True when left out. */
  limited?: boolean;
  company?: Operation["company"];
  /** The query's own parameters, without paging and `company_id`. */
  filters?: Properties;
  /** The errors of its own, without those that follow from the rest. */
  errors?: readonly ErrorCode[];
}

const companyParameters = {
  request: {
    company_id: Type.Optional({
      ...Uuid,
      description: "The company; needed with a key that reaches more than one",
    }),
  },
  things: {
    company_id: Type.Optional({ ...Uuid, description: "The company; found from what is named by id" }),
  },
  optional: {
    company_id: Type.Optional({ ...Uuid, description: "The company; left out, all that the key reaches" }),
  },
  path: {},
};

function queryOf(draft: OperationDraft): ObjectSchema | undefined {
  const company = draft.things === undefined ? draft.company : "things";
  const filters = { ...(company && companyParameters[company]), ...draft.filters };
  if (draft.sortingKeys !== undefined) return listQuery(filters, draft.sortingKeys);
  return Object.keys(filters).length > 0 ? Type.Object(filters) : undefined;
}

/** The errors that follow from what an operation takes and who may call it, beside its own. */
function errorsOf(draft: OperationDraft, query: ObjectSchema | undefined): ErrorCode[] {
  const codes = new Set<ErrorCode>([...(draft.errors ?? []), "INTERNAL_ERROR"]);
  if (draft.limited !== false) codes.add("RATE_LIMIT_EXCEEDED");
  if (draft.auth !== false) codes.add("UNAUTHORIZED").add("SERVICE_UNAVAILABLE");
  if (draft.scope !== null) codes.add("FORBIDDEN");
  if (draft.company) codes.add("COMPANY_NOT_FOUND");
  // A streamed list may be empty.
  const mayLackCompany = draft.company === "request" && draft.things?.in !== "params";
  if (mayLackCompany || (draft.body && !draft.body.streamed)) codes.add("REQUIRED_PARAMETER_MISSING");
  if (draft.params || query || draft.body) codes.add("BAD_REQUEST");
  if (draft.body) codes.add("PAYLOAD_TOO_LARGE").add("UNSUPPORTED_MEDIA_TYPE");
  if (takesIdempotencyKey(draft)) codes.add("BAD_REQUEST").add("IDEMPOTENCY_KEY_REUSED");
  // A streamed body's answer is kept after its work: of two at once both do the same, and none is told to wait.
  if (takesIdempotencyKey(draft) && !draft.body?.streamed) codes.add("IDEMPOTENCY_KEY_IN_USE");
  if (isDeprecated(draft)) codes.add("API_VERSION_RETIRED");
  return ERROR_CODES.filter((code) => codes.has(code));
}

function takesIdempotencyKey(draft: OperationDraft): boolean {
  return draft.api === "platform" && draft.method === "POST";
}

function isDeprecated(draft: OperationDraft): boolean {
  return DEPRECATED_VERSIONS.some((version) => draft.versions.includes(version));
}

/** Makes an operation of its draft. */
export function define(draft: OperationDraft): Operation {
  const { filters: _filters, ...rest } = draft;
  const query = queryOf(draft);
  return {
    ...rest,
    auth: draft.auth ?? true,
    limited: draft.limited ?? true,
    company: draft.company ?? null,
    ...(query && { query }),
    idempotent: takesIdempotencyKey(draft),
    deprecated: isDeprecated(draft),
    errors: errorsOf(draft, query),
  };
}

/** Path parameters that are ids. */
export const ids = <const N extends string>(...names: N[]): ObjectSchema =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Uuid])));

/** Named by the path's id: the company is found from it. */
export const byId = (kind: NamedKind, member = "id") =>
  ({ params: ids(member), things: { kind, in: "params", members: [member] } }) as const;

/** A JSON body. */
export const json = (schema: Schema) => ({ schema, types: [JSON_TYPE] });

/** A JSON body that is a merge patch; null removes the members named. */
export const patch = (schema: Schema, removable: readonly string[]) => ({ ...json(schema), removable });

/** A JSON body that is a list whose bad elements fail alone. */
export const listOfParts = (schema: Schema) => ({ ...json(schema), elementwise: true as const });

/** 200 with one resource. */
export const found = (schema: Schema) => ({ status: 200 as const, schema: single(schema) });

/** 201 with the new resource. */
export const created = (schema: Schema) => ({ status: 201 as const, schema: single(schema) });

/** 200 with a page of a list. */
export const listed = (schema: Schema) => ({ status: 200 as const, schema: pageOf(schema) });

/** 204 without a body. */
export const NO_CONTENT = { status: 204, schema: null } as const;
