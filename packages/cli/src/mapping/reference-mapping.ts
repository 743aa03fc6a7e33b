import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { ACCOUNT, NAMED, REFERENCE, TAG_GROUP, TAX_CODE } from "./language.ts";
import type { Read, Scope } from "./scope.ts";
import { asObject, checked, type Shape } from "./shape.ts";
import { compileTemplate } from "./template.ts";
import { compileVendor, type VendorRowMapping } from "./vendor-mapping.ts";

/** The tags of one group. */
export interface TagGroupMapping {
  code: string;
  name: string | undefined;
  tags: readonly Read<Json>[];
}

/** The reference data that a file names: for each kind the templates of the records that a row can name. */
export interface ReferenceMapping {
  accounts: readonly Read<Json>[];
  taxCodes: readonly Read<Json>[];
  teams: readonly Read<Json>[];
  employees: readonly Read<Json>[];
  tagGroups: readonly TagGroupMapping[];
  vendors: readonly VendorRowMapping[];
}

/** Compiles the mapping's member `reference`. Throws MappingError. */
export function compileReference(value: JsonObject, scope: Scope): ReferenceMapping {
  const members = checked(value, REFERENCE, "reference");
  const records = (name: "accounts" | "taxCodes" | "teams" | "employees", shape: Shape) =>
    each(members[name], `reference.${name}`, (record, place) => compileRecord(record, shape, place, scope));
  return {
    accounts: records("accounts", ACCOUNT),
    taxCodes: records("taxCodes", TAX_CODE),
    teams: records("teams", NAMED),
    employees: records("employees", NAMED),
    tagGroups: each(members.tagGroups, "reference.tagGroups", (group, place) =>
      compileGroup(group, place, scope),
    ),
    vendors: each(members.vendors, "reference.vendors", (vendor, place) =>
      compileVendor(vendor, place, scope),
    ),
  };
}

/** One object or a list of them. */
function each<T>(
  value: Json | undefined,
  place: string,
  compile: (object: JsonObject, place: string) => T,
): T[] {
  if (value === undefined) return [];
  if (isObject(value)) return [compile(value, place)];
  if (!Array.isArray(value)) throw new MappingError(`${place} must be an object or a list of objects`);
  return value.map((one, index) => compile(asObject(one, `${place}[${index}]`), `${place}[${index}]`));
}

function compileGroup(value: JsonObject, place: string, scope: Scope): TagGroupMapping {
  const { code, name, tags } = checked(value, TAG_GROUP, place);
  if (code === undefined) throw new MappingError(`${place}.code is missing`);
  const compile = (tag: JsonObject, at: string) => compileRecord(tag, NAMED, at, scope);
  return { code, name, tags: each(tags, `${place}.tags`, compile) };
}

function compileRecord(value: JsonObject, shape: Shape, place: string, scope: Scope): Read<Json> {
  checked(value, shape, place);
  if (value["code"] === undefined) throw new MappingError(`${place}.code is missing`);
  return compileTemplate(value, place, scope);
}
