/** One row of the file: its cells by column name. */
export type Cells = Readonly<Record<string, string>>;

/** What compiling a mapping collects: which columns it reads. */
export interface Scope {
  readonly columns: Set<string>;
}

/** A value of a row; undefined: the row has none. */
export type Read<T> = (cells: Cells) => T | undefined;
