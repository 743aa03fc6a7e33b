import { readFile } from "node:fs/promises";
import type { DOCS_GUIDES } from "@ledgerport/contract";
import { type Heading, escapeHtml, renderMarkdown } from "./markdown.ts";

const GUIDES = new URL("../../../../docs/", import.meta.url);
const FRAME = new URL("../../assets/docs/guide.html", import.meta.url);

/** A guide's name, in its address and of its file. */
export type GuideName = (typeof DOCS_GUIDES)[number];

/** A guide as an HTML page of its own, to be shown at `/docs/{name}`. */
export async function guidePage(name: GuideName): Promise<string> {
  const [frame, text] = await Promise.all([
    readFile(FRAME, "utf8"),
    readFile(new URL(`${name}.md`, GUIDES), "utf8"),
  ]);
  const { html, headings } = renderMarkdown(text);
  const parts: Readonly<Record<string, string>> = {
    title: escapeHtml(headings[0]?.text ?? name),
    contents: contents(headings),
    guide: html,
  };
  return frame
    .replace(`href="${name}"`, `href="${name}" aria-current="page"`)
    .replaceAll(/\{\{(\w+)\}\}/g, (_, part: string) => parts[part] ?? "");
}

/** The parts of a guide, each a link. */
function contents(headings: readonly Heading[]): string {
  return headings
    .filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`)
    .join("\n");
}
