import type { EntryRow } from "@ledgerport/sdk";
import type { Json } from "./json.ts";
import {
  type Kind,
  flag,
  list,
  object,
  oneOf,
  part,
  text,
  textOrTexts,
  texts,
  wholeNumber,
} from "./shape.ts";

/**
 * The mapping language (docs/mapping.md): every object that a mapping file may have and every member of it. What
 * members mean together is said where they are compiled.
 */

/** A column: its name in the header, or its place, from 1. */
const column: Kind<string | number> = {
  says: "the name of a column, or its place from 1",
  schema: {
    anyOf: [
      { type: "string", minLength: 1 },
      { type: "integer", minimum: 1 },
    ],
  },
  fits: (value): value is string | number =>
    typeof value === "string"
      ? value !== ""
      : typeof value === "number" && Number.isInteger(value) && value >= 1,
};

/** The whole file. `$schema` is for editors. */
export const MAPPING = {
  $schema: text,
  csv: object,
  xlsx: object,
  rows: object,
  numbers: object,
  entry: object,
  reference: object,
};
/** The whole file of `vendors import`. */
export const VENDOR_FILE = {
  $schema: text,
  csv: object,
  xlsx: object,
  rows: object,
  numbers: object,
  vendor: object,
};

/** How a CSV file is written. */
export const CSV = { delimiter: text, encoding: text, quotes: flag };
/** Which of a workbook's sheets. */
export const XLSX = { sheet: text };
/** Which of the file's rows count. */
export const ROWS = { skip: wholeNumber(0, 1_000_000), header: flag, until: object, where: object };
/** The same of a file of entries. */
export const ENTRY_ROWS = { ...ROWS, combine: flag };

/** A cell, and what in it counts as nothing. */
export const CELL = { column, trim: flag, absent: texts };
/** How numbers are written: in the whole file (`numbers`), or where a number is read. */
export const NUMBER = { decimal: oneOf(".", ","), group: text, unit: text };

/** What a cell is read as. */
export const COLUMN_KINDS = ["text", "date", "amount", "currency", "number", "percent"] as const;
const as = oneOf(...COLUMN_KINDS);
/** A column expression, by its `as`. */
export const COLUMN = {
  text: { ...CELL, as },
  currency: { ...CELL, as },
  date: { ...CELL, as, format: textOrTexts, language: text, pivot: wholeNumber(0, 99) },
  amount: { ...CELL, ...NUMBER, as, negate: flag },
  number: { ...CELL, ...NUMBER, as },
  percent: { ...CELL, ...NUMBER, as },
};
/** What is known of the file itself. */
export const FILE = { file: oneOf("name", "line") };
export const JOIN = { join: list, with: text };
// oxlint-disable-next-line unicorn/no-thenable -- `then` is a word of the mapping file
export const IF = { if: object, then: part, else: part };

/** What a cell can be found to be. */
export const STATES = ["absent", "present", "negative", "zero", "positive"] as const;
/** A condition on a cell. */
export const CELL_CONDITION = { ...CELL, ...NUMBER, in: texts, like: texts, is: oneOf(...STATES) };
/** A condition made of others. */
export const ALL = { all: list };
export const ANY = { any: list };
export const NOT = { not: object };

/** An entry row (docs/entries.md): what each of its members may hold, the server says. */
export const ENTRY = {
  externalRef: part,
  id: part,
  type: part,
  subType: part,
  date: part,
  amount: part,
  lines: part,
  note: part,
  supplier: part,
  employeeCode: part,
  teamCode: part,
  attendees: part,
  invoice: part,
  reconciliationId: part,
  reconciledEntries: part,
  servicePeriod: part,
  vendorCode: part,
  bookkeepingMethod: part,
  links: part,
} satisfies Record<keyof EntryRow, Kind<Json>>;

/** Reference data: each a record, or a list of records. */
export const REFERENCE = {
  accounts: part,
  taxCodes: part,
  teams: part,
  employees: part,
  tagGroups: part,
  vendors: part,
};
export const NAMED = { code: part, name: part };
export const ACCOUNT = { ...NAMED, identifier: part, kind: part };
export const TAX_CODE = {
  ...NAMED,
  rate: part,
  type: part,
  ingoingTaxAccountCode: part,
  outgoingTaxAccountCode: part,
};
export const TAG_GROUP = { code: text, name: text, tags: part };
export const VENDOR = {
  code: part,
  externalId: part,
  name: part,
  defaultCurrency: part,
  country: part,
  registrationNumber: part,
  taxRegistrationNumber: part,
  accountingSystem: part,
};
