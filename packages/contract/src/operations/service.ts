import { Introspection } from "../export/introspection.ts";
import { single } from "../schema/lists.ts";
import { Closed, Type, Words } from "../schema/type.ts";
import { define, found } from "./define.ts";

/** The programs that the reference page loads. */
export const DOCS_SCRIPTS = ["swagger-ui-bundle", "scheme", "reference"] as const;

/** The style sheets that the reference page and the guides load. */
export const DOCS_STYLES = ["swagger-ui", "page", "reference", "guide"] as const;

/** The guides that `/docs/{guide}` shows, each a file `docs/{guide}.md`, in the order in which they are listed. */
export const DOCS_GUIDES = ["integration", "entries", "webhooks", "connectors", "cli", "migration"] as const;

/** The documents that `/openapi/{document}.json` has: each operation is in one of them. */
export const OPENAPI_DOCUMENTS = [
  "v0",
  "v1",
  "v2",
  "v3",
  "webhooks",
  "vendors",
  "platform",
  "operations",
] as const;

const Health = Closed({ status: Words(["ok"]) }, { title: "Health", examples: [{ status: "ok" }] });
const OpenApiDocument = Type.Object({ openapi: Type.String() }, { title: "OpenApiDocument" });

const service = {
  method: "GET",
  versions: [],
  api: "operations",
  tags: ["Service"],
  scope: null,
  auth: false,
} as const;

/** Probes must not fail because somebody else behind the same address is too busy. */
const probe = { ...service, limited: false } as const;

/** Introspection, health, metrics and the descriptions (contract 1 and 6, Operations). */
export const serviceOperations = [
  define({
    id: "introspect",
    method: "GET",
    path: "/v1/introspect",
    versions: [],
    api: "introspect",
    tags: ["Authentication"],
    summary: "Say what the key is and may do",
    description: "What the key in use is and whose, what it may do, and how it was presented.",
    scope: null,
    success: found(Introspection),
  }),
  define({
    ...probe,
    id: "getLiveness",
    path: "/health/live",
    summary: "Whether the process runs",
    description: "Answers as long as the process runs, without asking the database.",
    success: { status: 200, schema: single(Health) },
  }),
  define({
    ...probe,
    id: "getReadiness",
    path: "/health/ready",
    summary: "Whether the server can answer: the database is reached and no shutdown has begun",
    description: "For load balancers: 503 keeps traffic away until the server can answer again.",
    success: { status: 200, schema: single(Health) },
    errors: ["SERVICE_UNAVAILABLE"],
  }),
  define({
    ...service,
    id: "getMetrics",
    path: "/metrics",
    summary: "Metrics for Prometheus",
    description: "In the text format of Prometheus.",
    success: { status: 200, schema: Type.String(), type: "text/plain" },
  }),
  define({
    ...service,
    id: "getOpenApi",
    path: "/openapi.json",
    summary: "The description of everything",
    description: "OpenAPI 3.1.",
    success: { status: 200, schema: OpenApiDocument },
  }),
  define({
    ...service,
    id: "getOpenApiDocument",
    path: "/openapi/{document}.json",
    summary: "The description of one version, or of the Platform API",
    description: "OpenAPI 3.1.",
    params: Type.Object({ document: Words(OPENAPI_DOCUMENTS, { description: "Which part" }) }),
    success: { status: 200, schema: OpenApiDocument },
  }),
  define({
    ...service,
    id: "getDocs",
    path: "/docs",
    summary: "The reference, to read",
    description: "For browsers; made from `/openapi.json`.",
    success: { status: 200, schema: Type.String(), type: "text/html" },
  }),
  define({
    ...service,
    id: "getDocsScript",
    path: "/docs/{script}.js",
    summary: "A program of the reference page",
    description: "Loaded by the page itself.",
    params: Type.Object({ script: Words(DOCS_SCRIPTS, { description: "Which program" }) }),
    success: { status: 200, schema: Type.String(), type: "text/javascript" },
  }),
  define({
    ...service,
    id: "getDocsStyle",
    path: "/docs/{style}.css",
    summary: "A style sheet of the reference page",
    description: "Loaded by the pages themselves.",
    params: Type.Object({ style: Words(DOCS_STYLES, { description: "Which style sheet" }) }),
    success: { status: 200, schema: Type.String(), type: "text/css" },
  }),
  define({
    ...service,
    id: "getGuide",
    path: "/docs/{guide}",
    summary: "A guide, to read",
    description: "For browsers; needs no program.",
    // No enumeration: a guide that does not exist is not found, and no bad request.
    params: Type.Object({
      guide: Type.String({ maxLength: 100, description: `Which guide: ${DOCS_GUIDES.join(", ")}` }),
    }),
    errors: ["NOT_FOUND"],
    success: { status: 200, schema: Type.String(), type: "text/html" },
  }),
];
