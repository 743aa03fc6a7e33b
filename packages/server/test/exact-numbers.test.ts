import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ImportResult } from "@ledgerport/contract";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { parseExactly } from "../src/validation/exact-json.ts";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const ROUNDED = [
  "9007199254740990.5",
  "1.00000000000000000000001",
  "9007199254740993",
  "0.1000000000000000055511151231257827",
  "1e-400",
];
const EXACT = ["12000.0000000000000000000", "1.2e4", "120000000000000000000e-16", "-0.5e-0", "0e-7", "12000"];

test("a number that would be rounded is none, and one that is only written at length is itself", () => {
  for (const text of ROUNDED)
    assert.deepEqual(parseExactly(`{"value":[${text}]}`), { value: [Number.NaN] }, text);
  for (const text of EXACT) assert.deepEqual(parseExactly(`[${text}]`), [Number(text)], text);
  const refs = '{"iban":"12345678901234567890","text":"1.00000000000000000000001"}';
  assert.deepEqual(parseExactly(refs), JSON.parse(refs));
});

test("an amount that would be rounded is refused by its name, alone in an import and as a whole in a change", async () => {
  const company = await server.company();
  const [id = ""] = await importedIds(server, company, [entryRow("whole")]);
  const path = `/platform/v1/companies/${company.id}/entries:import`;
  for (const contentType of ["application/x-ndjson", "application/json"]) {
    for (const text of ROUNDED) {
      const row = JSON.stringify(entryRow(`row ${text} ${contentType}`)).replace("12000", text);
      const raw = contentType === "application/json" ? `[${row}]` : row;
      const answer = await server.request("POST", path, {
        key: company.key,
        headers: { "content-type": contentType },
        raw,
      });
      const [error] = answer.one(ImportResult).errors;
      assert.equal(error?.param, "amount.inWalletCurrency.value", answer.text);
      assert.match(error?.message ?? "", /more digits than can be kept/);
    }
  }
  const changed = await server.request("PATCH", `/platform/v1/entries/${id}`, {
    key: company.key,
    headers: { "content-type": "application/json" },
    raw: '{"amount":{"inWalletCurrency":{"currency":"EUR","value":9007199254740990.5}}}',
  });
  assert.equal(changed.status, 400, changed.text);
  assert.equal(changed.error().param, "amount.inWalletCurrency.value");
  const entry = await server.request("GET", `/platform/v1/entries/${id}`, { key: company.key });
  assert.match(entry.text, /12000/);
});
