import { type DocumentName, OPENAPI_DOCUMENTS, openApiDocument } from "@ledgerport/contract";
import type { Call } from "../../http/call.ts";
import { JsonText } from "../../http/json-text.ts";

/** GET /openapi.json: everything. */
export async function getOpenApi(call: Call): Promise<unknown> {
  return documentText("all", call.app.publicUrl());
}

/** GET /openapi/{document}.json: one of the parts: a version of the Export API, or another API. */
export async function getOpenApiDocument(call: Call): Promise<unknown> {
  const name = OPENAPI_DOCUMENTS.find((known) => known === call.param("document"));
  if (name === undefined) throw new Error("The path's schema lets no other document through");
  return documentText(name, call.app.publicUrl());
}

const texts = new Map<string, JsonText>();

/** The descriptions never change while the process runs, and making one takes longer than sending it. */
function documentText(name: DocumentName, serverUrl: string): JsonText {
  const key = `${name} ${serverUrl}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = new JsonText(JSON.stringify(openApiDocument(name, { serverUrl })));
  texts.set(key, text);
  return text;
}
