/**
 * The breaking changes that were accepted: the list items of docs/openapi/breaking.md that are code, as
 * `` - `GET /v3/export-jobs: is gone` why ``.
 */
export function acceptedChanges(markdown: string): Set<string> {
  return new Set([...markdown.matchAll(/^- `([^`]+)` \S/gm)].map(([, change]) => change ?? ""));
}
