import { badRequest } from "../errors/api-error.ts";
import type { RawQuery } from "../paging/page-query.ts";

/** Throws BAD_REQUEST naming the query parameters that are not among `known`, and the one that was likely meant. */
export function refuseUnknownParameters(query: RawQuery, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  const [first] = unknown;
  if (first === undefined) return;
  const meant = nearest(first, known);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  throw badRequest(`The query knows no ${unknown.join(", ")}${hint}`, first);
}

/** The word that is a third of its letters away at most. */
function nearest(given: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((word) => ({ word, away: distance(given.slice(0, 100).toLowerCase(), word) }))
    .filter(({ word, away }) => away <= word.length / 3)
    .toSorted((one, other) => one.away - other.away);
  return best?.word;
}

/** How many letters must be put in, taken out or changed to get from one word to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of from.split("").entries()) {
    const next = [index + 1];
    for (const [place, other] of to.split("").entries()) {
      const changed = (row[place] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
