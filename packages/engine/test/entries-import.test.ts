import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { importEntries } from "../src/entries/commands.ts";
import { beginImport } from "../src/imports/commands.ts";
import type { EntryRow } from "../src/entries/model.ts";
import { getEntry, listEntries } from "../src/entries/queries.ts";
import { upsertTaxCodes } from "../src/reference/commands.ts";
import { EntryCompany } from "./support/entry-company.ts";
import { euroLine, plainRow, recordId } from "./support/entry-rows.ts";

let db: TestDatabase;
let company: EntryCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await EntryCompany.create(db.database);
});

const counts = (created: number, updated: number, unchanged: number, failed: number) => ({
  created,
  updated,
  unchanged,
  failed,
});
const row = (externalRef: string, changes: Partial<EntryRow> = {}) => plainRow({ externalRef, ...changes });
const entry = async (externalRef: string) => {
  const id = await company.idOf(externalRef);
  return db.database.read({ companyId: company.id }, (sql) => getEntry(sql, { companyId: company.id, id }));
};
const all = () =>
  db.database.read({ companyId: company.id }, (sql) =>
    listEntries(sql, { companyId: company.id, page: { limit: 10_000, sort: [] } }),
  );

test("rows are created, found unchanged when repeated, and updated when they say something else", async () => {
  const first = await company.import(row("a"), row("b"));
  assert.deepEqual(first, { ...counts(2, 0, 0, 0), errors: [], warnings: [] });
  const before = await entry("a");
  db.clock.advance(5000);
  const second = await company.import(row("a"), row("b", { note: "Lunch" }), row("c"));
  assert.deepEqual(second, { ...counts(1, 1, 1, 0), errors: [], warnings: [] });
  assert.deepEqual(await entry("a"), before);
  const changed = await entry("b");
  assert.equal(changed.note, "Lunch");
  assert.equal(changed.updatedAt.getTime() - changed.createdAt.getTime(), 5000);
});

test("an entry is read back as given, with its defaults filled in", async () => {
  await company.import(
    row("a", {
      lines: [euroLine(12000, { accountCode: "7010", taxCode: "V20" })],
      note: null,
      attendees: [],
    }),
  );
  const read = await entry("a");
  const amount = {
    inWalletCurrency: { currency: "EUR", value: 12000 },
    inSupplierCurrency: { currency: "EUR", value: 12000 },
  };
  assert.deepEqual(read, {
    externalRef: "a",
    type: "card_purchase",
    date: "2025-05-22",
    amount,
    reconciliationId: "1",
    lines: [
      {
        id: read.lines[0]?.id,
        amount,
        netAmount: {
          inWalletCurrency: { currency: "EUR", value: 10000 },
          inSupplierCurrency: { currency: "EUR", value: 10000 },
        },
        accountCode: "7010",
        taxCode: "V20",
      },
    ],
    attendees: [],
    id: read.id,
    companyId: company.id,
    bookkeepingMethod: "journal",
    exportStatus: "NOT_EXPORTED",
    readiness: {
      ready: false,
      problems: [
        {
          type: "missing_configuration",
          message: "There is no contra account for EUR: set one for the company",
          param: "contraAccounts",
        },
      ],
    },
    locked: false,
    createdAt: db.clock.now(),
    updatedAt: db.clock.now(),
  });
});

test("of two rows of one import with one reference the second is harmless or fails, batches apart as well", async () => {
  const results = await company.importBatches(
    [row("a"), row("a", { note: null }), row("a", { note: "x" }), row("b")],
    [row("c"), row("a"), row("a", { date: "2025-02-30" }), row("b", { reconciliationId: "R" })],
  );
  assert.deepEqual(
    results.map(({ errors, warnings, ...rest }) => ({
      ...rest,
      errors: errors.map((error) => [error.row, error.type, error.param]),
      warnings: warnings.map((warning) => [warning.row, warning.type, warning.message]),
    })),
    [
      {
        ...counts(2, 0, 1, 1),
        errors: [[3, "DUPLICATE_EXTERNAL_REF", "externalRef"]],
        warnings: [[2, "REPEATED_ROW", "Says the same as row 1: imported once"]],
      },
      {
        ...counts(1, 0, 1, 2),
        errors: [
          [7, "DUPLICATE_EXTERNAL_REF", "externalRef"],
          [8, "DUPLICATE_EXTERNAL_REF", "externalRef"],
        ],
        warnings: [[6, "REPEATED_ROW", "Says the same as row 1: imported once"]],
      },
    ],
  );
  assert.equal((await entry("a")).note, undefined);
});

test("a row that repeats a refused one fails like it, and one that mends it in the same import does not count", async () => {
  const result = await company.import(
    row("a", { employeeCode: "nobody" }),
    row("a", { employeeCode: "nobody" }),
    row("a"),
  );
  assert.deepEqual(
    result.errors.map(({ row: number, type }) => [number, type]),
    [
      [1, "UNKNOWN_REFERENCE"],
      [2, "UNKNOWN_REFERENCE"],
      [3, "DUPLICATE_EXTERNAL_REF"],
    ],
  );
  assert.equal((await company.import(row("a"))).created, 1);
});

test("a sign that is not the type's usual one is taken and named, also of a row that is known already", async () => {
  const signed = (externalRef: string, type: EntryRow["type"], value: number, subType?: string) =>
    row(externalRef, {
      type,
      amount: { inWalletCurrency: { currency: "EUR", value } },
      subType: subType ?? null,
    });
  const rows = [
    signed("purchase", "card_purchase", -100),
    signed("refund", "refund", 100),
    signed("cashback", "cashback", 100),
    signed("topup", "wallet_topup", 100),
    signed("returned", "invoice_payment", 100, "invoice_payment_returned"),
    signed("repaid", "direct_reimbursement", 100, "reimbursement_to_company"),
  ];
  const usual = [
    signed("p", "card_purchase", 100),
    signed("credit note", "invoice", -100),
    signed("invoice", "invoice", 100),
    signed("r", "refund", -100),
    signed("t", "wallet_topup", -100),
    signed("ip", "invoice_payment", -100, "invoice_payment_returned"),
    signed("interest", "fee", -100, "interest"),
    signed("nothing", "refund", 0),
  ];
  for (const expected of [counts(14, 0, 0, 0), counts(0, 0, 14, 0)]) {
    const { warnings, errors, ...rest } = await company.import(...rows, ...usual);
    assert.deepEqual([rest, errors], [expected, []]);
    assert.deepEqual(
      warnings.map((warning) => [warning.externalRef, warning.type, warning.param]),
      rows.map(({ externalRef }) => [externalRef, "UNUSUAL_SIGN", "amount.inWalletCurrency.value"]),
    );
    assert.equal(
      warnings[1]?.message,
      "amount.inWalletCurrency.value: refund is money in and so negative, but this one is positive",
    );
  }
});

test("what an import's rows said is forgotten when it ends, and a day after it was cut off with its server", async () => {
  const companyId = company.id;
  const remembered = async () =>
    (
      await db.database.read({ companyId }, (sql) =>
        sql.query({ text: "SELECT FROM import_rows WHERE company_id = $1", values: [companyId] }),
      )
    ).length;
  await company.import(row("a"));
  assert.equal(await remembered(), 0);
  await company.write(async (tx) => {
    const importId = await beginImport(tx, { companyId, fileName: null });
    await importEntries(tx, { companyId, importId, rows: [{ row: 1, entry: row("b") }] });
  });
  await company.import(row("b", { note: "x" }));
  assert.equal(await remembered(), 1);
  db.clock.advance(25 * 60 * 60 * 1000);
  await company.import(row("c"));
  assert.equal(await remembered(), 0);
});

test("a bad row fails alone and is named", async () => {
  const result = await company.import(
    row("a", { lines: [euroLine(1)] }),
    row("b", { employeeCode: "nobody" }),
    row("c"),
  );
  assert.deepEqual(result, {
    ...counts(1, 0, 0, 2),
    errors: [
      {
        row: 1,
        externalRef: "a",
        type: "LINES_DO_NOT_ADD_UP",
        message: "lines: their amounts in EUR differ from the entry's amount",
        param: "lines",
      },
      {
        row: 2,
        externalRef: "b",
        type: "UNKNOWN_REFERENCE",
        message: "employeeCode: there is no employee with the code nobody",
        param: "employeeCode",
      },
    ],
    warnings: [],
  });
  assert.deepEqual(
    (await all()).rows.map((found) => found.externalRef),
    ["c"],
  );
});

test("reconciliation numbers run without gaps over batches, skip rows that name their own or fail, and stay", async () => {
  await company.import(
    row("a"),
    row("b", { date: "2025-02-30" }),
    row("c", { reconciliationId: "R-7" }),
    row("d"),
  );
  await company.import(row("e"), row("a", { note: "x" }));
  const numbers = (await all()).rows.map((found) => [found.externalRef, found.reconciliationId]);
  assert.deepEqual(Object.fromEntries(numbers), { a: "1", c: "R-7", d: "2", e: "3" });
});

test("a locked entry fails with ENTRY_LOCKED when its row changed, and is harmless when not", async () => {
  await company.import(row("a"), row("b"), row("c"));
  await company.createJob(await company.idOf("a"));
  const result = await company.import(row("a", { note: "x" }), row("b", { note: "x" }), row("c"));
  assert.deepEqual(result, {
    ...counts(0, 1, 1, 1),
    errors: [
      {
        row: 1,
        externalRef: "a",
        type: "ENTRY_LOCKED",
        message: "The entry is exported or in an export job",
      },
    ],
    warnings: [],
  });
  assert.equal((await company.import(row("a"))).unchanged, 1);
  assert.equal((await entry("a")).note, undefined);
});

test("ids given are taken, and refused when they are another entry's", async () => {
  const [one, two] = [recordId(7, 1), recordId(7, 2)];
  await company.import(row("a", { id: one }));
  assert.equal((await entry("a")).id, one);
  const result = await company.import(
    row("a", { id: two }),
    row("b", { id: one }),
    row("c", { id: two }),
    row("d", { id: two }),
  );
  assert.deepEqual(
    result.errors.map(({ row: number, type, param }) => [number, type, param]),
    [
      [1, "BAD_REQUEST", "id"],
      [2, "BAD_REQUEST", "id"],
      [4, "BAD_REQUEST", "id"],
    ],
  );
  assert.equal(result.created, 1);
  assert.equal((await company.import(row("a", { id: one }))).unchanged, 1);
  assert.equal((await entry("c")).id, two);
});

test("two imports of the same rows at once create each entry once", async () => {
  const rows = Array.from({ length: 50 }, (_, at) => row(`r${at}`));
  const results = await Promise.all([company.import(...rows), company.import(...rows.toReversed())]);
  assert.equal(results[0].created + results[1].created, 50);
  assert.equal(results[0].unchanged + results[1].unchanged, 50);
  const numbers = (await all()).rows.map((found) => Number(found.reconciliationId));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    rows.map((_, at) => at + 1),
  );
});

test("a job that is being created while a batch waits makes the batch's row fail, and nothing else", async () => {
  await company.import(row("a"), row("b"));
  const id = await company.idOf("a");
  let importing: ReturnType<EntryCompany["import"]> | undefined;
  await company.write(async (tx) => {
    await company.createJobIn(tx, id);
    importing = company.import(row("a", { note: "x" }), row("b", { note: "x" }), row("c"));
  });
  const result = await importing;
  assert.deepEqual(
    result?.errors.map(({ row: number, type }) => [number, type]),
    [[1, "ENTRY_LOCKED"]],
  );
  assert.deepEqual([result?.created, result?.updated], [1, 1]);
});

test("importing an entry again computes its tax anew; an entry in a job keeps what it has", async () => {
  const taxed = (ref: string) => row(ref, { lines: [euroLine(12000, { taxCode: "V20" })] });
  await company.import(taxed("a"), taxed("b"));
  await company.createJob(await company.idOf("b"));
  const records = [{ code: "V20", rate: 0.25, type: "inclusive" as const }];
  await company.write((tx) => upsertTaxCodes(tx, { companyId: company.id, records }));
  const result = await company.import(taxed("a"), taxed("b"));
  assert.deepEqual(result, { ...counts(0, 1, 1, 0), errors: [], warnings: [] });
  assert.equal((await entry("a")).lines[0]?.netAmount?.inWalletCurrency.value, 9600);
  assert.equal((await entry("b")).lines[0]?.netAmount?.inWalletCurrency.value, 10000);
});

test("a company that does not exist can't be imported into", async () => {
  const companyId = recordId(8, 1);
  await assert.rejects(
    db.database.write({ companyId }, "admin", (tx) => beginImport(tx, { companyId, fileName: null })),
    { code: "COMPANY_NOT_FOUND" },
  );
});

test("another company's entries are neither found nor touched", async () => {
  await company.import(row("a", { id: recordId(7, 3) }));
  const other = await EntryCompany.create(db.database);
  assert.deepEqual(await other.import(row("a", { note: "x", id: recordId(7, 3) })), {
    ...counts(1, 0, 0, 0),
    errors: [],
    warnings: [],
  });
  assert.equal((await entry("a")).note, undefined);
});
