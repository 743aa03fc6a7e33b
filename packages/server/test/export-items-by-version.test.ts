import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ExportItem,
  ExportItemV0,
  ExportItemV1,
  ExportItemV2,
  type Schema,
  type Static,
} from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { createdJob, dinars, richCompany, richRow } from "./support/rich-company.ts";

/** An entry with everything in it, and one with nothing but what it needs. */
interface Pair<T> {
  rich: T;
  bare: T;
}

let server: TestServer;
let v3: Pair<ExportItem>;
let v2: Pair<ExportItemV2>;
let v1: Pair<ExportItemV1>;
let v0: Pair<ExportItemV0>;

before(async () => {
  server = await testServer();
  const company = await richCompany(server);
  const ids = await importedIds(server, company, [
    richRow("rich"),
    entryRow("bare", { amount: dinars(12000) }),
  ]);
  await createdJob(server, company, "v3", ids);
  v3 = await read(company, "v3", ExportItem);
  v2 = await read(company, "v2", ExportItemV2);
  v1 = await read(company, "v1", ExportItemV1);
  v0 = await read(company, "v0", ExportItemV0);
});
after(() => server.close());

async function read<S extends Schema>(
  { key }: TestCompany,
  version: string,
  schema: S,
): Promise<Pair<Static<S>>> {
  const answer = await server.request("GET", `/${version}/export-items`, { key });
  assert.equal(answer.status, 200, answer.text);
  const [rich, bare] = answer.list(schema);
  assert.ok(rich !== undefined && bare !== undefined, answer.text);
  return { rich, bare };
}

function without(members: object, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

function first<T>([element]: readonly T[]): T {
  return element ?? assert.fail("the list is empty");
}

/** An item's first line, the one with everything in it. */
function richLine<L>({ accountingEntryLines }: { accountingEntryLines: readonly L[] }): L {
  return first(accountingEntryLines);
}

test("v3 has everything that the older versions are made from", () => {
  const line = richLine(v3.rich);
  assert.equal(line.lineAmount.inWalletCurrency.value, 9000.2);
  assert.equal(line.tax?.ingoingTaxAccount, "1576");
  assert.equal(line.tax.outgoingTaxAccount, "1576");
  assert.equal(line.account?.identifier, "meals");
  assert.equal(first(line.tags ?? []).code, "BER");
  assert.equal(v3.rich.accountingEntryLines[1]?.tax, null);
  assert.equal(v3.rich.contraAccount?.code, "1361");
  assert.equal(v3.rich.vendor, null);
  assert.equal(v3.rich.subType, "reimbursement_to_employee");
  assert.equal(v3.rich.additionalInformation.reconciledEntries?.length, 1);
});

test("v2 has no contraAccount and no tax accounts, a teamCode, and leaves out a vendor that is not there", () => {
  const [line, other] = v3.rich.accountingEntryLines;
  assert.deepEqual(v2.rich, {
    ...without(v3.rich, "contraAccount", "vendor"),
    teamCode: "S1",
    accountingEntryLines: [
      { ...line, tax: without(line?.tax ?? {}, "ingoingTaxAccount", "outgoingTaxAccount") },
      other,
    ],
  });
  assert.equal(v2.bare.teamCode, null);
  assert.equal(v2.bare.user, null);
});

test("v1 is v2 without bookkeeping, vendor, servicePeriod and subType", () => {
  assert.deepEqual(v1.rich, without(v2.rich, "bookkeeping", "vendor", "servicePeriod", "subType"));
});

test("the user of v1 is an object with nulls when nobody is behind the entry", () => {
  assert.deepEqual(v1.bare.user, { id: null, name: "", code: null });
  assert.deepEqual(v1.rich.user, v3.rich.user);
});

test("v0 has metadata, codes in place of ids, and the team's code alone", () => {
  const [line, other] = v1.rich.accountingEntryLines;
  assert.deepEqual(v0.rich, {
    ...without(v1.rich, "additionalInformation", "team"),
    metadata: without(v1.rich.additionalInformation, "reconciledEntries"),
    accountingEntryLines: [
      {
        ...line,
        account: { code: "7010", identifier: "meals" },
        tags: [{ code: "BER", groupCode: "office" }],
        tax: without(line?.tax ?? {}, "id"),
      },
      other,
    ],
    supplier: { ...without(v1.rich.supplier ?? {}, "code"), identifier: "CN" },
    user: { name: "Robin Ek", code: "E17" },
  });
});

test("v0 has nulls where v1 has them, and a user without id when nobody is behind the entry", () => {
  assert.deepEqual(v0.bare.user, { name: "", code: null });
  assert.equal(v0.bare.supplier, null);
  assert.equal(v0.bare.teamCode, null);
  assert.deepEqual(v0.bare.metadata, { reconciliationId: "1", attendees: null, invoiceInformation: null });
});

test("amounts are the same in all versions, fractions of a hundredth included", () => {
  const amounts = ({
    amount,
    accountingEntryLines,
  }: ExportItem | ExportItemV2 | ExportItemV1 | ExportItemV0) => [
    amount,
    ...accountingEntryLines.map((line) => [line.lineAmount, line.netAmount, line.tax?.amount]),
  ];
  for (const older of [v2, v1, v0]) assert.deepEqual(amounts(older.rich), amounts(v3.rich));
});
