import { readFile } from "node:fs/promises";
import type { Call } from "../../http/call.ts";
import { PageFile } from "../../http/page-file.ts";
import { NOSNIFF, PAGE_HEADERS } from "./page-headers.ts";

const OWN = new URL("../../../assets/docs/", import.meta.url);

/** Swagger UI as the plugin for Fastify carries it: swagger-ui-dist has a dependency that reports installations. */
const SWAGGER_UI = new URL("./static/", import.meta.resolve("@fastify/swagger-ui"));

/** Nothing from elsewhere, nothing inline but the styles that Swagger UI sets, and nobody may frame the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** GET /docs: the reference, to read and to try out. It loads nothing from elsewhere. */
export async function getDocs(): Promise<PageFile> {
  const text = await readFile(new URL("index.html", OWN), "utf8");
  return new PageFile(text, { ...PAGE_HEADERS, "content-security-policy": POLICY });
}

/** GET /docs/{script}.js: a program of the reference page. */
export function getDocsScript(call: Call): Promise<PageFile> {
  return asset(call.param("script"), "js");
}

/** GET /docs/{style}.css: a style sheet of the reference page. */
export function getDocsStyle(call: Call): Promise<PageFile> {
  return asset(call.param("style"), "css");
}

/** The name is one of the contract's few, which its schema made sure of. */
async function asset(name: string, ending: string): Promise<PageFile> {
  const folder = name.startsWith("swagger-ui") ? SWAGGER_UI : OWN;
  const text = await readFile(new URL(`${name}.${ending}`, folder), "utf8");
  return new PageFile(text, { ...NOSNIFF, "cache-control": "public, max-age=3600" });
}
