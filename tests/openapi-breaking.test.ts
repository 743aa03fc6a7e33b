import assert from "node:assert/strict";
import { test } from "node:test";
import { openApiDocument } from "@ledgerport/contract";
import { acceptedChanges } from "../tools/openapi/accepted.ts";
import { breakingChanges } from "../tools/openapi/breaking-changes.ts";
import { lintFaults } from "../tools/openapi/lint.ts";

const THINGS = {
  openapi: "3.1.0",
  paths: {
    "/things": {
      post: {
        security: [{ bearerAuth: ["things:write"] }],
        parameters: [{ name: "page", in: "query", schema: { type: "integer", maximum: 100 } }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/NewThing" } } },
        },
        responses: {
          200: {
            headers: { Link: {} },
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          404: {
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/Error" },
                examples: { THING_NOT_FOUND: {}, OWNER_NOT_FOUND: {} },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      NewThing: {
        type: "object",
        properties: {
          name: { type: "string", maxLength: 100 },
          colour: { type: "string", enum: ["red", "blue"] },
          owner: { anyOf: [{ type: "string" }, { type: "null" }] },
        },
        required: ["name"],
      },
      Thing: {
        type: "object",
        properties: {
          id: { type: "string" },
          state: { type: "string", enum: ["new", "old"] },
          parts: { type: "array", items: { type: "object", properties: { size: { type: "integer" } } } },
          owner: { type: "string" },
        },
        required: ["id", "state"],
      },
      Error: { type: "object", properties: { type: { type: "string", enum: ["A"] } }, required: ["type"] },
    },
  },
};

/** Short names for places in a description. */
const PLACES = {
  call: "paths./things.post",
  sent: "components.schemas.NewThing",
  answered: "components.schemas.Thing",
};

/** A copy of a description with another value in one place, or with nothing there. */
function changed(document: unknown, place: string, value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document));
  const [first = "", ...rest] = place.split(".");
  const names = `${Object.hasOwn(PLACES, first) ? Reflect.get(PLACES, first) : first}.${rest.join(".")}`
    .split(".")
    .filter((name) => name !== "");
  const last = names.pop();
  let parent = copy;
  for (const name of names) parent = new Map<string, unknown>(Object.entries(parent ?? {})).get(name);
  assert.ok(typeof parent === "object" && parent !== null && last !== undefined, place);
  if (value === undefined)
    assert.ok(Reflect.has(parent, last) && Reflect.deleteProperty(parent, last), place);
  else Reflect.set(parent, last, value);
  return copy;
}

const OPTIONAL_TEXT = { anyOf: [{ type: "string" }, { type: "null" }] };
const QUERY = { name: "page", in: "query", schema: { type: "integer", maximum: 100 } };

/** What is changed, where, into what (undefined: removed), and what is found. */
const BREAKING: [string, string, unknown, string[]][] = [
  ["an operation removed", "call", undefined, ["is gone"]],
  ["a path removed", "paths./things", undefined, ["is gone"]],
  [
    "another scope",
    "call.security",
    [{ bearerAuth: ["things:own"] }],
    ['needs another key or scope now: {"bearerAuth":["things:own"]}'],
  ],
  [
    "another scope, beside the schemes",
    "call.x-scopes",
    ["things:own"],
    ['needs another key or scope now: {"bearerAuth":["things:own"]}'],
  ],
  ["a parameter removed", "call.parameters", [], ["query page is gone"]],
  ["a parameter made required", "call.parameters.0.required", true, ["query page is required now"]],
  [
    "a new required parameter",
    "call.parameters.1",
    { name: "q", in: "query", required: true },
    ["query q is required now"],
  ],
  ["a tighter limit", "call.parameters.0.schema.maximum", 50, ["query page has a stricter maximum: 50"]],
  ["a newly required property", "sent.required", ["name", "colour"], ["body: colour is required now"]],
  [
    "a word that a request may no longer use",
    "sent.properties.colour.enum",
    ["red"],
    ["body: colour no longer knows blue"],
  ],
  [
    "a request's property that takes only certain words now",
    "sent.properties.name.enum",
    ["a"],
    ["body: name only takes certain words now"],
  ],
  ["a request's property removed", "sent.properties.colour", undefined, ["body: colour is gone"]],
  [
    "null refused in a request",
    "sent.properties.owner",
    { type: "string" },
    ["body: owner can no longer be null"],
  ],
  [
    "a request that is closed",
    "sent.additionalProperties",
    false,
    ["body: the body refuses further properties now"],
  ],
  ["a pattern in a request", "sent.properties.name.pattern", "^a", ["body: name has another pattern"]],
  ["a media type of the request removed", "call.requestBody.content", {}, ["body: application/json is gone"]],
  ["a status removed", "call.responses.200", undefined, ["answer 200 is gone"]],
  ["a header removed", "call.responses.200.headers.Link", undefined, ["answer 200: the header Link is gone"]],
  [
    "an error type removed",
    "call.responses.404.content.application/json.examples.OWNER_NOT_FOUND",
    undefined,
    ["answer 404: OWNER_NOT_FOUND is gone"],
  ],
  ["an answer's property removed", "answered.properties.id", undefined, ["answer 200: id is gone"]],
  [
    "a nested property of an answer removed",
    "answered.properties.parts.items.properties.size",
    undefined,
    ["answer 200: parts[].size is gone"],
  ],
  [
    "an answer's property that may be left out now",
    "answered.required",
    ["id"],
    ["answer 200: state may be left out now"],
  ],
  [
    "an answer's property that may be null now",
    "answered.properties.owner",
    OPTIONAL_TEXT,
    ["answer 200: owner can now be null"],
  ],
  [
    "another type in an answer",
    "answered.properties.id.type",
    "integer",
    ["answer 200: id can no longer be string", "answer 200: id can now be integer"],
  ],
  [
    "a word that an answer no longer uses",
    "answered.properties.state.enum",
    ["new"],
    ["answer 200: state no longer knows old"],
  ],
  [
    "a word that an answer did not use before",
    "answered.properties.state.enum.2",
    "lost",
    ["answer 200: state can now be lost"],
  ],
];

for (const [name, place, value, expected] of BREAKING) {
  test(`${name} breaks clients`, () => {
    assert.deepEqual(
      breakingChanges(THINGS, changed(THINGS, place, value)),
      expected.map((line) => `POST /things: ${line}`),
    );
  });
}

const HARMLESS: [string, string, unknown][] = [
  ["nothing", "openapi", "3.1.0"],
  ["a new operation", "paths./others", { get: { responses: { 200: {} } } }],
  ["a new optional parameter", "call.parameters", [QUERY, { name: "q", in: "query" }]],
  ["a new optional property of a request", "sent.properties.size", { type: "integer" }],
  ["a property no longer required in a request", "sent.required", []],
  ["a word more in a request", "sent.properties.colour.enum.2", "green"],
  ["another scope that will do as well", "call.security.1", { bearerAuth: ["things:own"] }],
  ["a wider limit", "sent.properties.name.maxLength", 200],
  ["a new property of an answer", "answered.properties.size", { type: "integer" }],
  ["an answer's property that is always there now", "answered.required", ["id", "state", "owner"]],
  ["a new status", "call.responses.409", {}],
  ["a new error type", "components.schemas.Error.properties.type.enum.1", "B"],
];

for (const [name, place, value] of HARMLESS) {
  test(`${name} breaks nobody`, () => {
    assert.deepEqual(breakingChanges(THINGS, changed(THINGS, place, value)), []);
  });
}

test("a description that lost a schema's property is found to break, wherever the schema stands", () => {
  const document = openApiDocument("all");
  const found = breakingChanges(
    document,
    changed(document, "components.schemas.ExportJob.properties.createdBy", undefined),
  );
  assert.ok(found.includes("GET /v3/export-jobs: answer 200: data[].createdBy is gone"), found.join("\n"));
  assert.ok(found.includes("POST /v0/export-jobs: answer 201: data.createdBy is gone"), found.join("\n"));
});

test("a change is accepted by the line that the check prints, with a reason after it", () => {
  const markdown =
    "# Accepted\n\n- `GET /a: is gone` nobody used it\n- `GET /b: is gone`\n    - `GET /c: is gone` indented\n";
  assert.deepEqual([...acceptedChanges(markdown)], ["GET /a: is gone"]);
});

test("each of the two linters finds what is wrong with a description", async () => {
  const faults = await lintFaults("bad.json", JSON.stringify({ openapi: "3.1.0", paths: {} }));
  for (const rule of ["#/: struct: ", "#/: oas3-schema: "])
    assert.ok(
      faults.some((fault) => fault.startsWith(`bad.json${rule}`)),
      faults.join("\n"),
    );
});
