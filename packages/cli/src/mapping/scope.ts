import type { Row } from "../tables/row.ts";
import type { NUMBER } from "./language.ts";
import type { Checked } from "./shape.ts";
import type { NewSurvey } from "./survey.ts";

/** What compiling a mapping collects. */
export interface Scope {
  /** The columns that it reads, by name or place. */
  readonly columns: Set<string | number>;
  /** What has to be found out of whole columns before a row of them can be trusted. */
  readonly surveys: NewSurvey[];
  /** Whether it reads the file's name. */
  usesName: boolean;
  /** How numbers are written where nothing else is said. */
  readonly numbers: Checked<typeof NUMBER>;
}

/** A scope with nothing in it. */
export function newScope(numbers: Checked<typeof NUMBER> = {}): Scope {
  return { columns: new Set(), surveys: [], usesName: false, numbers };
}

/** A value of a row; undefined: the row has none. Throws RowFault. */
export type Read<T> = (row: Row) => T | undefined;
