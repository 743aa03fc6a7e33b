import { checkMembers } from "./column.ts";
import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import type { Read, Scope } from "./scope.ts";
import { compileTemplate } from "./template.ts";

/** Where the records of one kind are found in a row. */
export interface RecordMapping {
  code: Read<Json>;
  name: Read<Json>;
}

/** The tags of one group. */
export interface TagGroupMapping {
  code: string;
  name: string | undefined;
  tags: RecordMapping;
}

/** The reference data that a file names by the way. */
export interface ReferenceMapping {
  accounts: RecordMapping | undefined;
  teams: RecordMapping | undefined;
  employees: RecordMapping | undefined;
  tagGroups: TagGroupMapping[];
}

/** Compiles the mapping's member `reference`. Throws MappingError. */
export function compileReference(value: Json, scope: Scope): ReferenceMapping {
  const place = "reference";
  if (!isObject(value)) throw new MappingError(`${place} must be an object`);
  checkMembers(value, ["accounts", "teams", "employees", "tagGroups"], place);
  const { tagGroups = [] } = value;
  if (!Array.isArray(tagGroups)) throw new MappingError(`${place}.tagGroups must be a list`);
  const optional = (name: string) => {
    const member = value[name];
    return member === undefined ? undefined : compileRecord(member, `${place}.${name}`, scope);
  };
  return {
    accounts: optional("accounts"),
    teams: optional("teams"),
    employees: optional("employees"),
    tagGroups: tagGroups.map((group, index) => compileGroup(group, `${place}.tagGroups[${index}]`, scope)),
  };
}

function compileGroup(value: Json, place: string, scope: Scope): TagGroupMapping {
  if (!isObject(value)) throw new MappingError(`${place} must be an object`);
  checkMembers(value, ["code", "name", "tags"], place);
  const { code, name, tags = null } = value;
  if (typeof code !== "string") throw new MappingError(`${place}.code must be text`);
  if (name !== undefined && typeof name !== "string") throw new MappingError(`${place}.name must be text`);
  return { code, name, tags: compileRecord(tags, `${place}.tags`, scope) };
}

function compileRecord(value: Json, place: string, scope: Scope): RecordMapping {
  if (!isObject(value)) throw new MappingError(`${place} must be an object with a code and a name`);
  checkMembers(value, ["code", "name"], place);
  const member = (object: JsonObject, name: string) =>
    compileTemplate(object[name] ?? null, `${place}.${name}`, scope);
  if (value["code"] === undefined) throw new MappingError(`${place}.code is missing`);
  return { code: member(value, "code"), name: member(value, "name") };
}
