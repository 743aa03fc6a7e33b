import type { FileRange } from "../files/file-store.ts";

/** What a Range header comes to: nothing to go by, a part, or one that the file has nothing of. */
export type RangeWish = { kind: "whole" } | ({ kind: "part" } & FileRange) | { kind: "unsatisfiable" };

/**
 * Reads a Range header (RFC 9110, 14.2) for so many bytes. What can't be read, other units and several ranges at once
 * count as no header, which the RFC leaves to the server.
 */
export function readRange(header: string | undefined, size: number): RangeWish {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/i.exec(header?.replaceAll(/[ \t]/g, "") ?? "") ?? [];
  if (first === "" && last === "") return { kind: "whole" };
  if (first === "") {
    const length = Number(last);
    return length === 0
      ? { kind: "unsatisfiable" }
      : { kind: "part", first: Math.max(0, size - length), last: size - 1 };
  }
  if (last !== "" && Number(last) < Number(first)) return { kind: "whole" };
  if (Number(first) >= size) return { kind: "unsatisfiable" };
  return {
    kind: "part",
    first: Number(first),
    last: last === "" ? size - 1 : Math.min(Number(last), size - 1),
  };
}
