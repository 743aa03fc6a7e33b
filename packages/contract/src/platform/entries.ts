import { BOOKKEEPING_METHODS, EXPORT_STATUSES, IMPORT_WARNINGS } from "../enums/entries.ts";
import { AmountPair, Timestamp, Uuid } from "../schema/primitives.ts";
import { Closed, Maybe, type Schema, type Static, Type, Words } from "../schema/type.ts";
import { Readiness } from "./readiness.ts";
import { ENTRY_ROW_EXAMPLE, EntryLine, EntryRow, optionalOfRow, requiredOfRow } from "./entry-rows.ts";

const WHOLE = {
  inWalletCurrency: { currency: "EUR", value: 12000 },
  inSupplierCurrency: { currency: "EUR", value: 12000 },
};

/** An entry as read: the row with its defaults filled in, and where it stands. */
export const Entry = Closed(
  {
    ...requiredOfRow,
    ...optionalOfRow,
    amount: AmountPair,
    lines: Type.Array(EntryLine),
    reconciliationId: Type.String(),
    bookkeepingMethod: Words(BOOKKEEPING_METHODS),
    id: Uuid,
    companyId: Uuid,
    exportStatus: Words(EXPORT_STATUSES),
    readiness: Readiness,
    locked: Type.Boolean({ description: "Whether a change is refused with ENTRY_LOCKED" }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  {
    title: "Entry",
    examples: [
      {
        ...ENTRY_ROW_EXAMPLE,
        amount: WHOLE,
        lines: [
          {
            id: "0197a3c2-7000-8b00-8c00-000000000002",
            amount: WHOLE,
            netAmount: {
              inWalletCurrency: { currency: "EUR", value: 10000 },
              inSupplierCurrency: { currency: "EUR", value: 10000 },
            },
            accountCode: "7010",
            taxCode: "V20",
          },
        ],
        reconciliationId: "1001",
        bookkeepingMethod: "journal",
        id: "0197a3c2-7000-7b00-8c00-000000000001",
        companyId: "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70",
        exportStatus: "NOT_EXPORTED",
        readiness: { ready: true, problems: [] },
        locked: false,
        createdAt: "2025-05-23T15:21:32Z",
        updatedAt: "2025-05-23T15:21:32Z",
      },
    ],
  },
);

export type Entry = Static<typeof Entry>;

/** A change of an entry, as JSON merge patch (RFC 7396): null removes a member, lists are replaced whole. */
export const EntryPatch = Closed(
  {
    ...optionalOfRow,
    externalRef: Maybe(requiredOfRow.externalRef),
    type: Maybe(requiredOfRow.type),
    date: Maybe(requiredOfRow.date),
    amount: Maybe(requiredOfRow.amount),
  },
  { title: "EntryPatch", examples: [{ note: "Lunch with two customers", teamCode: null }] },
);

export type EntryPatch = Static<typeof EntryPatch>;

/**
 * The JSON body of an import. For NDJSON each line is one EntryRow. A bad row fails alone, so rows are checked one
 * by one against EntryRow and not by a schema of the body.
 */
export const EntryImport = Type.Array(EntryRow);

/** What is said of one row. */
const ofRow = <S extends Schema>(type: S) => ({
  row: Type.Integer({ minimum: 1, description: "The row's number, from 1" }),
  externalRef: Type.Optional(Type.String()),
  type,
  message: Type.String(),
  param: Type.Optional(Type.String()),
});

const ImportError = Closed(ofRow(Type.String({ description: "An error code" })), { title: "ImportError" });

const ImportWarning = Closed(ofRow(Words(IMPORT_WARNINGS)), {
  title: "ImportWarning",
  description: "A row that was taken, but may not be meant so",
});

const count = Type.Integer({ minimum: 0 });

/** What an import did, in rows; the first 1,000 errors and warnings. */
export const ImportResult = Closed(
  {
    importId: { ...Uuid, description: "What the history calls this import" },
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
    errors: Type.Array(ImportError, { maxItems: 1000 }),
    warnings: Type.Array(ImportWarning, { maxItems: 1000 }),
  },
  {
    title: "ImportResult",
    examples: [
      {
        importId: "0197a3c2-7900-7b00-8c00-000000000001",
        created: 99,
        updated: 0,
        unchanged: 0,
        failed: 1,
        errors: [
          { row: 7, externalRef: "card-7", type: "ENTRY_LOCKED", message: "The entry is in an export job" },
        ],
        warnings: [
          {
            row: 12,
            externalRef: "refund-12",
            type: "UNUSUAL_SIGN",
            message: "amount.inWalletCurrency.value: a refund is usually negative (money in)",
            param: "amount.inWalletCurrency.value",
          },
        ],
      },
    ],
  },
);

export type ImportResult = Static<typeof ImportResult>;
