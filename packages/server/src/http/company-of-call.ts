import type { NamedThings, Operation } from "@ledgerport/contract";
import type { ApiKey, Database } from "@ledgerport/engine";
import { type Named, foundCompany, namedCompany } from "../auth/company.ts";
import type { Parameters } from "./request-parts.ts";

/** The checked parts of a request. */
export interface CheckedParts {
  params: Parameters;
  query: Parameters;
  body: unknown;
}

/**
 * The company that a request is about: the one it names, else the key's, else that of what it names by id, else the
 * only one that the key reaches. Null where the operation is about no single company.
 * Throws as `namedCompany` and `foundCompany` do.
 */
export async function companyOfCall(
  database: Database,
  operation: Operation,
  key: ApiKey | null,
  parts: CheckedParts,
): Promise<string | null> {
  const { company, things, body } = operation;
  if (company === null || key === null) return null;
  if (company === "path") {
    return (await namedCompany(database, key, { path: textMember(parts.params, "id") })) ?? null;
  }
  const named = await namedCompany(database, key, {
    query: textMember(parts.query, "company_id"),
    body: body?.streamed ? undefined : textMember(parts.body, "companyId"),
  });
  if (named !== undefined) return named;
  return company === "optional" ? null : foundCompany(database, key, things && namedThings(things, parts));
}

/** Undefined where the request names none. */
function namedThings(things: NamedThings, parts: CheckedParts): Named | undefined {
  const given = things.members.map((member) => memberOf(parts[things.in], member));
  const ids = [given.find((value) => value !== undefined) ?? []].flat().map(String);
  return ids.length === 0 ? undefined : { kind: things.kind, ids };
}

function textMember(value: unknown, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
