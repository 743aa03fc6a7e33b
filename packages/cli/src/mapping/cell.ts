import { type Cell, textOf } from "../tables/row.ts";
import type { CELL } from "./language.ts";
import type { Read, Scope } from "./scope.ts";
import type { Checked } from "./shape.ts";
import { MappingError } from "./fault.ts";

/** A cell of the row. */
export interface CellReader {
  /** The column's name for people. */
  column: string;
  read: Read<Cell>;
}

/** Reads a cell: blanks around it removed unless `trim` is false, absent when empty or one of `absent`. */
export function compileCell(
  { column, trim = true, absent = [] }: Checked<typeof CELL>,
  place: string,
  scope: Scope,
): CellReader {
  if (column === undefined) throw new MappingError(`${place}.column is missing`);
  const nothing = new Set(["", ...absent]);
  scope.columns.add(column);
  const read: Read<Cell> = ({ cells, places }) => {
    const index = typeof column === "number" ? column - 1 : places.get(column);
    const cell = index === undefined ? undefined : cells[index];
    if (cell === undefined) return undefined;
    const text = textOf(cell);
    const kept = trim ? text.trim() : text;
    if (nothing.has(kept)) return undefined;
    return typeof cell === "string" ? kept : cell;
  };
  return { column: String(column), read };
}

/** Reads a cell as text. */
export function compileText(
  members: Checked<typeof CELL>,
  place: string,
  scope: Scope,
): { column: string; read: Read<string> } {
  const { column, read } = compileCell(members, place, scope);
  return {
    column,
    read: (row) => {
      const cell = read(row);
      return cell === undefined ? undefined : textOf(cell);
    },
  };
}
