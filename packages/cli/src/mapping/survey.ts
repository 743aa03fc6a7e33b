import type { Row } from "../tables/row.ts";

/** Looks at a column from end to end, for what no single cell tells. */
export interface Survey {
  look(row: Row): void;
  /** Why the column can't be read as the mapping says, and what to say instead; undefined: it can. */
  refusal(): string | undefined;
}

/** Begins a survey. */
export type NewSurvey = () => Survey;
