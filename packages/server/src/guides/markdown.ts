import MarkdownIt, { type Token } from "markdown-it";
import { linkTarget } from "./links.ts";
import { createSlugs } from "./slugs.ts";

/** Text as it stands in HTML, in an element or a quoted attribute. */
export const { escapeHtml } = new MarkdownIt().utils;

/** A heading of a guide. */
export interface Heading {
  level: number;
  id: string;
  text: string;
}

/** A guide as HTML, with its headings in order. */
export interface RenderedGuide {
  html: string;
  headings: Heading[];
}

/**
 * Renders Markdown (CommonMark and tables). HTML in it is shown as the text that it is, and links that could run
 * something are none, so that the result is safe whatever the text holds. Headings get the ids that GitHub gives them.
 */
export function renderMarkdown(text: string): RenderedGuide {
  const markdown = new MarkdownIt({ html: false });
  const headings: Heading[] = [];
  const slugOf = createSlugs();

  markdown.core.ruler.push("guide", ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type === "heading_open") {
        const text = plainText(tokens[index + 1]?.children ?? []);
        const heading = { level: Number(token.tag.slice(1)), id: slugOf(text), text };
        token.attrSet("id", heading.id);
        headings.push(heading);
      }
      if (token.type === "inline") relink(token.children ?? []);
    }
  });
  // A table that is wider than a telephone is moved by itself, and not with the page.
  markdown.renderer.rules["table_open"] = () => '<div class="table" tabindex="0"><table>\n';
  markdown.renderer.rules["table_close"] = () => "</table></div>\n";
  return { html: markdown.render(text), headings };
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(({ content }) => content).join("");
}

/** Brings links to where they lead from a page; those to files that the server does not show become plain text. */
function relink(tokens: readonly Token[]): void {
  let isShown = true;
  for (const token of tokens) {
    if (token.type === "link_open") {
      const target = linkTarget(String(token.attrGet("href")));
      isShown = target !== undefined;
      if (target === undefined) {
        token.tag = "span";
        token.attrs = [
          ["class", "file"],
          ["title", `In the repository: ${String(token.attrGet("href"))}`],
        ];
      } else token.attrSet("href", target);
    }
    if (token.type === "link_close" && !isShown) token.tag = "span";
  }
}
