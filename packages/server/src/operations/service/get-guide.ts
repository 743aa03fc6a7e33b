import { DOCS_GUIDES } from "@ledgerport/contract";
import { ApiError } from "../../errors/api-error.ts";
import { type GuideName, guidePage } from "../../guides/guide-page.ts";
import type { Call } from "../../http/call.ts";
import { PageFile } from "../../http/page-file.ts";
import { PAGE_HEADERS } from "./page-headers.ts";

/** A guide is text and our own style sheets: nothing runs, nothing comes from elsewhere, nobody may frame it. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const pages = new Map<GuideName, Promise<string>>();

/**
 * GET /docs/{guide}: a guide as a page. It never changes while the process runs, so that it is made once. Throws
 * NOT_FOUND, naming the guides that there are.
 */
export async function getGuide(call: Call): Promise<PageFile> {
  const name = DOCS_GUIDES.find((known) => known === call.param("guide"));
  if (name === undefined) {
    throw new ApiError("NOT_FOUND", `There is no such guide; there are ${DOCS_GUIDES.join(", ")}`);
  }
  const made = pages.get(name) ?? guidePage(name);
  pages.set(name, made);
  return new PageFile(await made, { ...PAGE_HEADERS, "content-security-policy": POLICY });
}
