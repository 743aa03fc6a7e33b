import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { type Decimal, amountOf } from "../src/mapping/decimal.ts";
import { isObject, type Json, type JsonObject } from "../src/mapping/json.ts";
import { parseMapping } from "../src/mapping/mapping.ts";
import { readTable } from "../src/tables/read-table.ts";
import { runWith } from "./support/fake-io.ts";
import { sourceOf } from "./support/sources.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const pathOf = (name: string) => fileURLToPath(new URL(`../../../data/${name}`, import.meta.url));

const objectOf = (value: Json | undefined): JsonObject => {
  assert.ok(value !== undefined && isObject(value));
  return value;
};

/** What the rows of a file become by its mapping; sums of money by currency, in hundredths. */
async function entriesOf(data: string, map: string) {
  const mapping = parseMapping(await readFile(pathOf(map), "utf8"));
  const source = { ...sourceOf(() => createReadStream(pathOf(data))), fileName: data };
  const refs = new Set<Json | undefined>();
  const types = new Map<Json | undefined, number>();
  const paid = new Map<string, bigint>();
  const original = new Map<string, bigint>();
  for await (const { row, fault } of readTable(source, mapping)) {
    assert.equal(fault, undefined);
    const entry = objectOf(mapping.entry?.read(row));
    refs.add(entry["externalRef"]);
    types.set(entry["type"], (types.get(entry["type"]) ?? 0) + 1);
    const amount = objectOf(entry["amount"]);
    add(paid, objectOf(amount["inWalletCurrency"]));
    add(original, objectOf(amount["inSupplierCurrency"]));
  }
  return {
    entries: refs.size,
    types: Object.fromEntries(types),
    paid: Object.fromEntries(paid),
    original: Object.fromEntries(original),
  };
}

function add(sums: Map<string, bigint>, { currency, value }: JsonObject): void {
  assert.ok(typeof currency === "string" && typeof value === "number");
  sums.set(currency, (sums.get(currency) ?? 0n) + hundredths(amountOf(value)));
}

function hundredths({ units, places }: Decimal): bigint {
  const scale = 10n ** BigInt(places - 2);
  assert.equal(units % scale, 0n);
  return units / scale;
}

test("Toronto's month becomes an entry for each row, with the totals that the city printed", async () => {
  assert.deepEqual(await entriesOf("toronto-pcard-2017-11.csv", "toronto-pcard.map.json"), {
    entries: 4823,
    types: { card_purchase: 4720, refund: 103 },
    paid: { CAD: 125962567n },
    original: { CAD: 122944959n, USD: 2288281n, EUR: 11027n, GBP: 6100n, AUD: 9000n },
  });
});

const SAMPLE = "birmingham-pcard-2022-03-sample.csv";

test("Birmingham's rows, without ids and some equal to each other, become an entry each, to the penny", async () => {
  assert.deepEqual(await entriesOf(SAMPLE, "birmingham-pcard.map.json"), {
    entries: 109,
    types: { card_purchase: 97, refund: 12 },
    paid: { GBP: 2736981n },
    original: { GBP: 2154955n, EUR: 497124n, USD: 147236n, PKR: 9066017n },
  });
});

test("Birmingham's rows go in with the accounts of both schemes, and once however often they are sent", async () => {
  const { key } = await server.company({ defaultCurrency: "GBP" });
  const env = { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key };
  const args = ["entries", "import", pathOf(SAMPLE), "--map", pathOf("birmingham-pcard.map.json")];
  const first = await runWith([...args, "--with-reference"], { env });
  assert.equal(first.exitCode, 0, first.err + first.out);
  assert.match(first.out, /^109 created, 0 updated, 0 unchanged, 0 failed$/m);
  const again = await runWith(args, { env });
  assert.match(again.out, /^0 created, 0 updated, 109 unchanged, 0 failed$/m);
});
