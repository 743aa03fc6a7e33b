import type { Operation, Route } from "../operations/operation.ts";
import { isWholeOptional, keywordsOf } from "../schema/type.ts";
import type { Json, SchemaComponents } from "./components.ts";
import { errorAnswers, headerReferences, headersOfVersion } from "./errors.ts";
import { exampleOf } from "./examples.ts";
import type { SharedAnswers } from "./shared-answers.ts";

/** One operation as a document describes it. */
export function describeRoute(
  { operation, operationId }: Route,
  components: SchemaComponents,
  answers: SharedAnswers,
): Json {
  const parameters = parametersOf(operation, components);
  return {
    operationId,
    summary: operation.summary,
    ...(descriptionOf(operation) && { description: descriptionOf(operation) }),
    tags: operation.tags,
    ...(operation.deprecated && { deprecated: true }),
    ...accessOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && { requestBody: bodyOf(operation.body, components) }),
    responses: {
      [String(operation.success.status)]: successOf(operation, components),
      ...(operation.success.ranges && {
        "206": { ...successOf(operation, components), description: "A part" },
      }),
      ...errorAnswers(operation, components, answers),
    },
  };
}

function descriptionOf({ description, scope, orScope }: Operation): string {
  const scopes = [scope, orScope].flatMap((name) => (name ? [`\`${name}\``] : []));
  const needs = scopes.length === 0 ? undefined : `Scope: ${scopes.join(" or ")}.`;
  return [description, needs].filter((part) => part !== undefined).join("\n\n");
}

/**
 * Either scheme will do, and one of `x-scopes`. OpenAPI 3.1 lets such scopes stand with the schemes as roles, which tools
 * made for OAuth 2 take for mistakes.
 */
function accessOf({ auth, scope, orScope }: Operation): Json {
  if (!auth) return { security: [] };
  const scopes = [scope, orScope].filter((name) => typeof name === "string");
  return {
    security: [{ bearerAuth: [] }, { basicAuth: [] }],
    ...(scopes.length > 0 && { "x-scopes": scopes }),
  };
}

function parametersOf(operation: Operation, components: SchemaComponents): Json[] {
  const parameters = [
    ...parametersIn("path", operation.params, components).map((parameter) => ({
      description: `The id of the ${ownerOf(operation.path, String(parameter["name"]))}`,
      ...parameter,
    })),
    ...parametersIn("query", operation.query, components),
  ];
  if (operation.idempotent) parameters.push({ $ref: "#/components/parameters/IdempotencyKey" });
  return parameters;
}

/** What the part of the path before a parameter lists, as one of it: `entry` for `/entries/{id}`. */
function ownerOf(path: string, parameter: string): string {
  const [before = ""] = path.split(`/{${parameter}}`, 1);
  const list = before.slice(before.lastIndexOf("/") + 1).replaceAll("-", " ");
  return list.replace(/ies$/, "y").replace(/s$/, "");
}

function parametersIn(
  place: "path" | "query",
  object: Operation["params"],
  components: SchemaComponents,
): Json[] {
  const required: readonly string[] = object?.required ?? [];
  return Object.entries(object?.properties ?? {}).map(([name, property]) => {
    const { description, deprecated, ...schema } = keywordsOf(property);
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(typeof description === "string" && { description }),
      ...(deprecated === true && { deprecated }),
      ...(schema["type"] === "array" && { style: "form", explode: true }),
      schema: components.publish(schema),
    };
  });
}

const NDJSON = "application/x-ndjson";

function bodyOf({ schema, types }: NonNullable<Operation["body"]>, components: SchemaComponents): Json {
  const content = types.map((type) => [
    type,
    type === NDJSON
      ? {
          schema: { type: "string", description: "One element of the JSON array a line" },
          example: `${JSON.stringify(exampleOf(keywordsOf(keywordsOf(schema)["items"])))}\n`,
        }
      : { schema: components.publish(schema), example: exampleOf(schema) },
  ]);
  return { required: !isWholeOptional(schema), content: Object.fromEntries(content) };
}

function successOf(operation: Operation, components: SchemaComponents): Json {
  const { success } = operation;
  const headers = ["RateLimit-Policy", "RateLimit", ...headersOfVersion(operation)];
  const words = { 200: "OK", 201: "Created", 202: "Accepted", 204: "Done" };
  const answer = { description: words[success.status], headers: headerReferences(headers) };
  if (success.schema === null) return answer;
  const type = success.type ?? "application/json";
  return {
    ...answer,
    content: { [type]: { schema: components.publish(success.schema), example: exampleOf(success.schema) } },
  };
}
