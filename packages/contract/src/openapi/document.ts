import { ERRORS } from "../errors/registry.ts";
import type { Route } from "../operations/operation.ts";
import type { OPENAPI_DOCUMENTS } from "../operations/service.ts";
import { ROUTES } from "../operations/table.ts";
import { type Json, SchemaComponents } from "./components.ts";
import { HEADERS } from "./errors.ts";
import { describeRoute } from "./operation.ts";
import { SharedAnswers } from "./shared-answers.ts";
import { describeTags } from "./tags.ts";

/** Which description: one version of the Export API, another API, or all there is. */
export type DocumentName = (typeof OPENAPI_DOCUMENTS)[number] | "all";

/** An OpenAPI 3.1 document; JSON.stringify writes it. */
export interface OpenApiDocument extends Json {
  openapi: "3.1.0";
  paths: Record<string, Json>;
}

/** What of a document is the server's to say. */
export interface DocumentOptions {
  /** Base of all paths; `/` is the server that the document comes from. */
  serverUrl?: string;
}

const INTRODUCTION =
  "The export of accounting entries into accounting systems. Every error has the form of `Error`; its `type` is " +
  `one of ${Object.keys(ERRORS).length} words that stay the same. Amounts are hundredths of the currency's unit.`;

/** Describes a part of the wire, from the same table and schemas that the server answers by. */
export function openApiDocument(
  name: DocumentName,
  { serverUrl = "/" }: DocumentOptions = {},
): OpenApiDocument {
  const components = new SchemaComponents();
  const answers = new SharedAnswers();
  const paths: Record<string, Json> = {};
  const tags = new Set<string>();
  for (const route of ROUTES.filter((candidate) => belongs(candidate, name))) {
    const path = (paths[route.path] ??= {});
    path[route.operation.method.toLowerCase()] = describeRoute(route, components, answers);
    for (const tag of route.operation.tags) tags.add(tag);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: titleOf(name),
      version: "0.1.0",
      description: INTRODUCTION,
      contact: { name: "The maintainers of Ledgerport" },
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: serverUrl }],
    tags: describeTags(tags),
    paths,
    components: {
      schemas: components.schemas(),
      responses: answers.all(),
      headers: usedOf("headers", HEADERS, [paths, answers.all()]),
      parameters: usedOf("parameters", { IdempotencyKey: IDEMPOTENCY_KEY }, paths),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

/** Those of the components that a part of the document refers to. */
function usedOf(kind: "headers" | "parameters", all: Json, users: unknown): Json {
  const text = JSON.stringify(users);
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => text.includes(`"#/components/${kind}/${name}"`)),
  );
}

function belongs({ operation, version }: Route, name: DocumentName): boolean {
  if (name === "all" || operation.api === "introspect") return true;
  return operation.api === "export" ? version === name : operation.api === name;
}

function titleOf(name: DocumentName): string {
  return TITLES[name] ?? `Ledgerport Export API ${name}`;
}

const TITLES: Partial<Record<DocumentName, string>> = {
  all: "Ledgerport",
  webhooks: "Ledgerport Webhook Subscriptions API",
  vendors: "Ledgerport Vendors API",
  platform: "Ledgerport Platform API",
  operations: "Ledgerport, running it",
};

const IDEMPOTENCY_KEY: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Makes a repetition of the request harmless for 24 hours: it gets the stored answer",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const SECURITY_SCHEMES: Json = {
  bearerAuth: { type: "http", scheme: "bearer", description: "An API key or an access token" },
  basicAuth: {
    type: "http",
    scheme: "basic",
    description: "An API key as user name, with an empty password",
  },
};
