import { hash } from "node:crypto";
import type { LineRow } from "./model.ts";
import { refused } from "./refusals.ts";

/**
 * The ids of an entry's lines: those given, and for the others ids derived from the entry's id and the line's place
 * (UUID version 8), so that importing the entry again gives the same. Throws BAD_REQUEST when an id is given twice.
 */
export function lineIds(entryId: string, lines: readonly LineRow[]): string[] {
  const given = new Set<string>();
  lines.forEach((line, index) => {
    if (typeof line.id !== "string") return;
    if (given.has(line.id)) throw refused(`lines[${index}].id`, "another line of the entry has this id");
    given.add(line.id);
  });
  return lines.map((line, index) => {
    if (typeof line.id === "string") return line.id;
    let place = index;
    let id = derivedId(entryId, place);
    // A derived id that the platform gave back on another line belongs to that line.
    while (given.has(id)) {
      place += lines.length;
      id = derivedId(entryId, place);
    }
    return id;
  });
}

function derivedId(entryId: string, place: number): string {
  const hex = hash("sha256", `${entryId}/lines/${place}`, "hex");
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
