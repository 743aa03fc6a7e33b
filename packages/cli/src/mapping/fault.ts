/** The mapping file is wrong; the message names the place in it. */
export class MappingError extends Error {
  override name = "MappingError";
}

/** One row of the file can't be mapped; the others are not concerned. */
export class RowFault extends Error {
  override name = "RowFault";
  /** The column at fault, where there is one. */
  readonly column: string | undefined;

  constructor(message: string, column?: string) {
    super(message);
    this.column = column;
  }
}
