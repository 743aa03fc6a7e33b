import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ENTRY_TYPES,
  type EntryRow,
  ExportItem,
  ExportItemV0,
  ExportItemV1,
  ExportItemV2,
  type Schema,
  TYPES_UNKNOWN_TO_V0,
} from "@ledgerport/contract";
import {
  CURRENCIES,
  type EntryCodes,
  type TestCompany,
  type TestServer,
  arbitraryEntryRows,
  minorOf,
  testServer,
} from "@ledgerport/testkit";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { importedIds } from "./support/entries.ts";
import { createdJob } from "./support/rich-company.ts";

const BATCHES = 16;
const ROWS = 50;
/** Currencies without decimals, with three and with four. */
const UNUSUAL = ["JPY", "KWD", "CLF"];

const TAXES = ["inclusive", "exclusive", "reverse"].map((type) => ({
  code: `T-${type}`,
  name: type,
  rate: type === "reverse" ? 0.077 : 0.21,
  type,
  ingoingTaxAccountCode: "7010",
}));
const CODES: EntryCodes = {
  accountCodes: ["7010", 'A "quoted" \\ account \u{1f600}'],
  taxCodes: TAXES.map(({ code }) => code),
  taxCodesOnTop: TAXES.filter(({ type }) => type !== "inclusive").map(({ code }) => code),
  tags: [
    { groupCode: "office", code: "BER" },
    { groupCode: "project", code: "BER" },
  ],
  employeeCodes: ["E17"],
  teamCodes: ["S1"],
};
const REFERENCE = {
  accounts: CODES.accountCodes.map((code) => ({ code, name: code })),
  "tax-codes": TAXES,
  "tag-groups": ["office", "project"].map((code) => ({ code, name: code, tags: [{ code: "BER" }] })),
  teams: [{ code: "S1", name: "Sales" }],
  employees: [{ code: "E17", name: "Robin Ek" }],
};

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

/** How a version's items are read and checked, by a validator that is not the server's. */
function version<S extends Schema>(schema: S) {
  return { schema, validate: ajv.compile(schema) };
}
const V3 = version(ExportItem);
const V2 = version(ExportItemV2);
const V1 = version(ExportItemV1);
const V0 = version(ExportItemV0);

/** What all versions have in common. */
interface AnyItem {
  accountingEntryId: string;
  type: string;
  date: string;
  note: string | null;
  amount: Pair;
  accountingEntryLines: readonly { lineAmount: Pair; netAmount: Pair; tax: { amount: Pair } | null }[];
}
type Money = EntryRow["amount"]["inWalletCurrency"];
interface Pair {
  inWalletCurrency: Money;
  inSupplierCurrency: Money;
}

/** All export items of the company's running job, each valid by the version's schema. */
async function itemsIn<S extends Schema>(
  { key }: TestCompany,
  name: string,
  { schema, validate }: { schema: S; validate: ValidateFunction },
) {
  const answer = await server.request("GET", `/${name}/export-items?limit=100`, { key });
  assert.equal(answer.status, 200, answer.text);
  const items = answer.list(schema);
  for (const item of items) assert.ok(validate(item), `${name}: ${JSON.stringify([validate.errors, item])}`);
  return items;
}

const CURRENCY_SIDES = ["inWalletCurrency", "inSupplierCurrency"] as const;

/** Everything about money in an item. */
const amountsOf = ({ amount, accountingEntryLines }: AnyItem) => [
  amount,
  ...accountingEntryLines.map(({ lineAmount, netAmount, tax }) => [
    lineAmount,
    netAmount,
    tax?.amount ?? null,
  ]),
];

function assertSaysWhat(row: EntryRow, item: AnyItem): void {
  assert.equal(item.type, row.type);
  assert.equal(item.date, `${row.date}T00:00:00Z`);
  assert.equal(item.note, row.note ?? null);
  const { inWalletCurrency, inSupplierCurrency } = row.amount;
  assert.deepEqual(item.amount, {
    inWalletCurrency,
    inSupplierCurrency: inSupplierCurrency ?? inWalletCurrency,
  });
  assert.equal(item.accountingEntryLines.length, row.lines?.length ?? 1);
  for (const [index, line] of (row.lines ?? []).entries()) {
    const shown = item.accountingEntryLines[index];
    assert.deepEqual(shown?.lineAmount.inWalletCurrency, line.amount?.inWalletCurrency);
    if (line.amount?.inSupplierCurrency)
      assert.deepEqual(shown?.lineAmount.inSupplierCurrency, line.amount.inSupplierCurrency);
    if (line.netAmount) assert.deepEqual(shown?.netAmount.inWalletCurrency, line.netAmount.inWalletCurrency);
  }
  for (const side of CURRENCY_SIDES) {
    const total = item.accountingEntryLines.reduce(
      (sum, { lineAmount }) => sum + minorOf(lineAmount[side].value),
      0n,
    );
    assert.equal(total, minorOf(item.amount[side].value), `${side} of ${JSON.stringify(row)}`);
  }
}

async function finish({ key }: TestCompany, jobId: string): Promise<void> {
  const body = { jobId, event: "failed" };
  const answer = await server.request("POST", "/v3/export-job-events", { key, body });
  assert.equal(answer.status, 202, answer.text);
}

async function companyWith(currency: string): Promise<TestCompany> {
  const company = await server.company({ defaultCurrency: currency });
  const contra = { "contra-accounts": [{ currency, name: "Wallet", code: "1361" }] };
  for (const [list, body] of Object.entries({ ...REFERENCE, ...contra })) {
    const path = `/platform/v1/companies/${company.id}/${list}`;
    const answer = await server.request("PUT", path, { key: company.key, body });
    assert.equal(answer.status, 200, answer.text);
  }
  return company;
}

const LATER_TYPES: ReadonlySet<string> = new Set(TYPES_UNKNOWN_TO_V0);

/** A wallet's currency and rows in it; the older versions show one wallet currency at a time. */
const batches = fc.oneof(fc.constantFrom(...UNUSUAL), fc.constantFrom(...CURRENCIES)).chain((currency) =>
  fc.record({
    currency: fc.constant(currency),
    rows: fc.uniqueArray(arbitraryEntryRows({ codes: CODES, walletCurrencies: [currency] }), {
      selector: ({ externalRef }) => externalRef,
      minLength: ROWS,
      maxLength: ROWS,
    }),
  }),
);

test("any entry is presented validly in every version that has words for it, with its amounts unchanged and its lines adding up", async () => {
  const typesSeen = new Set<string>();
  const check = async ({ currency, rows }: { currency: string; rows: EntryRow[] }) => {
    const company = await companyWith(currency);
    const ids = await importedIds(server, company, rows);
    for (const later of [false, true]) {
      const own = [...rows.keys()].filter((index) => LATER_TYPES.has(rows[index]?.type ?? "") === later);
      if (own.length === 0) continue;
      const asked = own.map((index) => ids[index] ?? "");
      const jobId = await createdJob(server, company, "v3", asked);
      const items = await itemsIn(company, "v3", V3);
      const older: AnyItem[][] = [await itemsIn(company, "v2", V2), await itemsIn(company, "v1", V1)];
      if (!later) older.push(await itemsIn(company, "v0", V0));
      assert.deepEqual(
        items.map(({ accountingEntryId }) => accountingEntryId),
        asked,
      );
      for (const [position, item] of items.entries()) {
        const row = rows[own[position] ?? -1];
        assert.ok(row !== undefined);
        typesSeen.add(row.type);
        assertSaysWhat(row, item);
        for (const others of older) {
          const other = others[position];
          assert.equal(other?.accountingEntryId, item.accountingEntryId);
          assert.deepEqual(amountsOf(other), amountsOf(item));
          assertSaysWhat(row, other);
        }
      }
      await finish(company, jobId);
    }
  };
  await fc.assert(fc.asyncProperty(batches, check), {
    numRuns: BATCHES,
    // A batch has many rows: shrinking it to the bottom would take longer than reading the failed row.
    endOnFailure: true,
  });
  assert.deepEqual([...typesSeen].toSorted(), [...ENTRY_TYPES].toSorted(), "every type was among them");
});
