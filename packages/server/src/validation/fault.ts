import { type ErrorCode, codeOfFailedKeyword } from "@ledgerport/contract";
import type { ErrorObject } from "ajv/dist/2020.js";

/** What a schema found fault with, in the words of an answer. */
export interface Fault {
  type: ErrorCode;
  message: string;
  /** The path of the field, e.g. `lines[0].amount`; absent when it is the whole value. */
  param?: string;
}

/** Says what is wrong; `subject` names the whole value, e.g. "The body". */
export function describeFault(error: ErrorObject, subject: string): Fault {
  const param = paramOf(error);
  const named = param === "" ? subject : param;
  return {
    type: codeOfFailedKeyword(error.keyword),
    message: `${named} ${complaint(error)}`,
    ...(param === "" ? {} : { param }),
  };
}

/** The JSON pointer as people write it, with the name of a property that is missing or too much at its end. */
function paramOf(error: ErrorObject): string {
  const params: Record<string, unknown> = error.params;
  const extra = params["missingProperty"] ?? params["additionalProperty"] ?? params["unevaluatedProperty"];
  const pointer = error.instancePath.split("/").slice(1).map(unescapePointer);
  if (typeof extra === "string") pointer.push(extra);
  let path = "";
  for (const part of pointer) {
    if (/^\d+$/.test(part)) path += `[${part}]`;
    else path += path === "" ? part : `.${part}`;
  }
  return path;
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: "a UUID",
  date: "a day as YYYY-MM-DD",
  "date-time": "a timestamp as 2025-05-23T15:21:32Z",
  uri: "a URL",
};

function complaint(error: ErrorObject): string {
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case "required":
      return `${othersOf(params).join("")}is missing`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return "is not known here";
    case "enum":
      return `must be one of ${list(params["allowedValues"])}`;
    case "format":
    case "pattern":
      return `must be ${FORMATS[formatOf(error)] ?? textLike(error)}`;
    case "minimum":
      return `must be at least ${String(params["limit"])}`;
    case "maximum":
      return `must be at most ${String(params["limit"])}`;
    case "minItems":
      return `must have at least ${String(params["limit"])} ${params["limit"] === 1 ? "element" : "elements"}`;
    case "maxItems":
      return `must have at most ${String(params["limit"])} elements`;
    case "minLength":
      return "must not be empty";
    case "maxLength":
      return `must have at most ${String(params["limit"])} characters`;
    case "uniqueItems":
      return "must not name anything twice";
    case "type":
      if (Number.isNaN(error.data)) return "has more digits than can be kept";
      return `must be ${typeName(params["type"])}`;
    default:
      return error.message ?? "is not valid";
  }
}

/** A pattern beside a format only narrows it, and the format says it better. */
function formatOf(error: ErrorObject): string {
  const schema = error.parentSchema;
  return typeof schema === "object" && "format" in schema ? String(schema.format) : "";
}

/** A text that fits the pattern, where the schema has one: people read it more easily than the pattern. */
function textLike({ params, parentSchema }: ErrorObject): string {
  const matching = `matches ${String(params["pattern"])}`;
  const examples: unknown = parentSchema?.["examples"];
  return Array.isArray(examples)
    ? `text such as ${String(examples[0])}, which ${matching}`
    : `text that ${matching}`;
}

/** Members that would have done in place of the one that is missing. */
function othersOf({ others }: Record<string, unknown>): string[] {
  return Array.isArray(others) ? others.map((other) => `or ${String(other)} `) : [];
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.join(", ") : String(values);
}

function typeName(type: unknown): string {
  const names = Array.isArray(type) ? type : String(type).split(",");
  return names
    .map((name) => (name === "null" ? "null" : `${/^[aeiou]/.test(String(name)) ? "an" : "a"} ${name}`))
    .join(" or ");
}
