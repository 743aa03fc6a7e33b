import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { createCsvTarget } from "../src/index.ts";
import { amountFromText, amountOf } from "../src/money/amount.ts";
import { arbitraryItems } from "./support/arbitrary-items.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { both, exportItem } from "./support/items.ts";

/** What a spreadsheet may take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const TEXT_COLUMNS = [
  "supplier",
  "note",
  "account_code",
  "account",
  "contra_account",
  "tags",
  "team",
  "attendees",
];

async function rowsOf(path: string): Promise<Record<string, string>[]> {
  return parse(await readFile(path), { columns: true, relaxQuotes: false });
}

test("whatever texts and amounts come in, a strict CSV reader gets every line back, with exact amounts and no formulas", async (t) => {
  const path = join(await temporaryDirectory(t), "export.csv");
  await fc.assert(
    fc.asyncProperty(arbitraryItems(10), async (items) => {
      await rm(path, { force: true });
      const target = createCsvTarget(path);
      await target.check();
      await Promise.all(items.map((item) => target.post(item)));
      await target.close();
      const rows = await rowsOf(path);
      const lines = items.flatMap((item) => item.accountingEntryLines.map((line) => ({ item, line })));
      assert.equal(rows.length, lines.length);
      for (const [index, row] of rows.entries()) {
        const source = lines[index];
        assert.ok(source !== undefined);
        assert.equal(row.entry_id, source.item.accountingEntryId);
        assert.equal(amountFromText(row.amount ?? ""), amountOf(source.line.lineAmount.inWalletCurrency));
        assert.equal(
          amountFromText(row.supplier_amount ?? ""),
          amountOf(source.line.lineAmount.inSupplierCurrency),
        );
        assert.equal(row.note, guarded(source.item.note ?? ""));
        for (const column of TEXT_COLUMNS) assert.doesNotMatch(row[column] ?? "", FORMULA);
      }
      const again = createCsvTarget(path);
      await again.check();
      assert.equal((await again.find(items)).size, items.length);
      await again.close();
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

test("text that begins like a formula is guarded; negative amounts stay numbers", async (t) => {
  const path = join(await temporaryDirectory(t), "export.csv");
  const target = createCsvTarget(path);
  await target.check();
  await target.post(exportItem(1, { amount: both(-1234), note: '=HYPERLINK("x")' }));
  await target.post(exportItem(2, { note: "-kiwi.com-" }));
  await target.close();
  const [first, second] = await rowsOf(path);
  assert.equal(first?.note, `'=HYPERLINK("x")`);
  assert.equal(first?.amount, "-12.34");
  assert.equal(second?.note, "'-kiwi.com-");
});

function guarded(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters that must not come through
  const clean = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, "\ufffd");
  return /^[=+\-@\t\r\n＝＋－＠]/u.test(clean) ? `'${clean}` : clean;
}
