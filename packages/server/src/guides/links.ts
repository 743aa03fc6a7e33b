import { DOCS_GUIDES } from "@ledgerport/contract";

const GUIDES: readonly string[] = DOCS_GUIDES;

/**
 * Where a link of a file in `docs` leads from the page that shows it: other guides are pages beside it. Undefined for
 * what is in the repository alone.
 */
export function linkTarget(href: string): string | undefined {
  if (/^(?:#|https?:\/\/)/.test(href)) return href;
  const [, name = "", fragment = ""] = /^([a-z-]+)\.md(#.*)?$/.exec(href) ?? [];
  return GUIDES.includes(name) ? `${name}${fragment}` : undefined;
}
