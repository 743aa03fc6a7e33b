import type { Json, JsonObject } from "./json.ts";
import {
  ACCOUNT,
  ALL,
  ANY,
  CELL_CONDITION,
  COLUMN,
  COLUMN_KINDS,
  CSV,
  ENTRY,
  ENTRY_ROWS,
  FILE,
  IF,
  JOIN,
  MAPPING,
  NAMED,
  NOT,
  NUMBER,
  REFERENCE,
  ROWS,
  TAG_GROUP,
  TAX_CODE,
  VENDOR,
  VENDOR_FILE,
  XLSX,
} from "./language.ts";
import type { Shape } from "./shape.ts";

/**
 * The mapping language as a JSON Schema (draft 2020-12), for editors and other programs. It is made of the tables by which
 * mapping files are checked (language.ts), so that neither knows a member that the other does not. What only a compiler finds
 * (an unknown encoding, a date format that can't be read) it lets through.
 */
export function mappingSchema(): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A Ledgerport mapping file",
    description: "How a table becomes entries and reference data, or vendors: docs/mapping.md",
    anyOf: [ref("mapping"), ref("vendorMapping")],
    $defs: {
      mapping: {
        ...members(MAPPING, {
          ...TABLE,
          rows: ref("entryRows"),
          entry: ref("entry"),
          reference: ref("reference"),
        }),
        anyOf: [{ required: ["entry"] }, { required: ["reference"] }],
      },
      vendorMapping: members(VENDOR_FILE, { ...TABLE, rows: ref("rows"), vendor: ref("vendor") }, ["vendor"]),
      csv: members(CSV, { delimiter: { type: "string", minLength: 1, maxLength: 1 } }),
      xlsx: members(XLSX),
      numbers: members(NUMBER),
      rows: members(ROWS, ROW_CONDITIONS),
      entryRows: members(ENTRY_ROWS, ROW_CONDITIONS),
      entry: members(ENTRY, eachPart(ENTRY)),
      reference: members(REFERENCE, {
        accounts: oneOrMore("account"),
        taxCodes: oneOrMore("taxCode"),
        teams: oneOrMore("named"),
        employees: oneOrMore("named"),
        tagGroups: oneOrMore("tagGroup"),
        vendors: oneOrMore("vendor"),
      }),
      named: members(NAMED, eachPart(NAMED), ["code"]),
      account: members(ACCOUNT, eachPart(ACCOUNT), ["code"]),
      taxCode: members(TAX_CODE, eachPart(TAX_CODE), ["code"]),
      tagGroup: members(TAG_GROUP, { tags: oneOrMore("named") }, ["code"]),
      vendor: {
        ...members(VENDOR, eachPart(VENDOR)),
        anyOf: [{ required: ["code"] }, { required: ["externalId"] }],
      },
      part: PART,
      expression: { anyOf: ["column", "file", "join", "if"].map(ref) },
      column: { anyOf: COLUMN_KINDS.map(columnSchema) },
      file: members(FILE, {}, ["file"]),
      join: members(JOIN, { join: { type: "array", minItems: 1, items: ref("part") } }, ["join"]),
      if: members(IF, { ...eachPart(IF), if: ref("condition") }, ["if"]),
      condition: { anyOf: ["cellCondition", "all", "any", "not"].map(ref) },
      cellCondition: {
        ...members(CELL_CONDITION, {}, ["column"]),
        oneOf: ["in", "like", "is"].map((name) => ({ required: [name] })),
      },
      all: members(ALL, { all: conditions() }, ["all"]),
      any: members(ANY, { any: conditions() }, ["any"]),
      not: members(NOT, { not: ref("condition") }, ["not"]),
    },
  };
}

function ref(name: string): JsonObject {
  return { $ref: `#/$defs/${name}` };
}

const TABLE: JsonObject = { csv: ref("csv"), xlsx: ref("xlsx"), numbers: ref("numbers") };
const ROW_CONDITIONS: JsonObject = { until: ref("condition"), where: ref("condition") };

/** A constant, an expression, or a list or object with such in it. */
const PART: JsonObject = {
  anyOf: [
    { type: ["string", "number", "boolean", "null"] },
    { type: "array", items: ref("part") },
    ref("expression"),
    {
      type: "object",
      // An object with one of these is an expression, and must be a right one.
      properties: { column: false, file: false, join: false, if: false },
      additionalProperties: ref("part"),
    },
  ],
};

/** An object of that shape: `more` says of some members what its kind can't. */
function members(shape: Shape, more: JsonObject = {}, required: string[] = []): JsonObject {
  const properties: JsonObject = {};
  for (const [name, kind] of Object.entries(shape)) properties[name] = more[name] ?? kind.schema;
  return {
    type: "object",
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function eachPart(shape: Shape): JsonObject {
  return Object.fromEntries(Object.keys(shape).map((name): [string, Json] => [name, ref("part")]));
}

function columnSchema(as: (typeof COLUMN_KINDS)[number]): JsonObject {
  const required = as === "text" ? ["column"] : ["column", "as"];
  return members(COLUMN[as], { as: { const: as } }, required);
}

function oneOrMore(name: string): JsonObject {
  return { anyOf: [ref(name), { type: "array", items: ref(name) }] };
}

function conditions(): JsonObject {
  return { type: "array", items: ref("condition") };
}
