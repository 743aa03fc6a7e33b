import { type Route, openApiDocument } from "@ledgerport/contract";
import type { TestAnswer } from "@ledgerport/testkit";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

type Json = Record<string, unknown>;

const ajv = new Ajv2020({ strict: false, validateFormats: true });
addFormats.default(ajv);

/** The description as it is published, not the schemas that it is made of: the check is independent of the server's. */
const document: unknown = JSON.parse(JSON.stringify(openApiDocument("all")));
ajv.addSchema({ $id: "published", ...membersOf(document) });

const validators = new Map<string, ValidateFunction>();

/** What of an answer the published description does not say, as text; undefined when all of it is described. */
export function outsideDescription({ operation, path }: Route, answer: TestAnswer): string | undefined {
  const described = at("paths", path, operation.method.toLowerCase(), "responses", String(answer.status));
  const response = typeof described["$ref"] === "string" ? followed(described["$ref"]) : described;
  if (response["description"] === undefined) return `the status ${answer.status} is not described`;
  const content = membersOf(response["content"]);
  const type = (answer.headers.get("content-type") ?? "").split(";", 1)[0] ?? "";
  for (const name of Object.keys(membersOf(response["headers"])))
    if (answer.headers.get(name) === null) return `the header ${name} is missing`;
  if (Object.keys(content).length === 0) return answer.text === "" ? undefined : "there is a body";
  const media = content[type];
  if (media === undefined) return `the media type ${type} is not described`;
  if (type !== "application/json") return undefined;
  const fault = faultOf(membersOf(membersOf(media)["schema"]), answer.body);
  if (fault !== undefined) return fault;
  if (answer.status < 400) return undefined;
  const error = String(membersOf(answer.body)["type"]);
  return Object.hasOwn(membersOf(membersOf(media)["examples"]), error)
    ? undefined
    : `the error ${error} is not described for ${answer.status}`;
}

function faultOf(schema: Json, body: unknown): string | undefined {
  const key = JSON.stringify(schema);
  let validate = validators.get(key);
  if (validate === undefined) {
    validate = ajv.compile(JSON.parse(key.replaceAll('"#/', '"published#/')));
    validators.set(key, validate);
  }
  return validate(body) ? undefined : ajv.errorsText(validate.errors);
}

function membersOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function at(...names: string[]): Json {
  return membersOf(names.reduce<unknown>((part, name) => membersOf(part)[name], document));
}

function followed(reference: string): Json {
  return at(...reference.split("/").slice(1));
}
