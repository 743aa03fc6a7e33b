import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { mappingSchema } from "../src/mapping/json-schema.ts";
import { type Json, isObject } from "../src/mapping/json.ts";
import { parseMapping } from "../src/mapping/mapping.ts";
import { parseVendorMapping } from "../src/mapping/vendor-mapping.ts";

const fits = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  mappingSchema(),
);
const inProject = (path: string): Promise<string> =>
  readFile(new URL(`../../../${path}`, import.meta.url), "utf8");

/** Every whole mapping that the documents and the data have. */
async function mappings(): Promise<Json[]> {
  const pages = await Promise.all(["docs/mapping.md", "docs/cli.md"].map(inProject));
  const blocks = pages.flatMap((page) => [...page.matchAll(/```json\n(.*?)```/gs)]);
  const files = await Promise.all(
    ["toronto", "birmingham"].map((city) => inProject(`data/${city}-pcard.map.json`)),
  );
  return [...blocks.map(([, text = ""]) => text), ...files]
    .flatMap((text): Json[] => (text.trim().startsWith("{") ? [JSON.parse(text)] : []))
    .filter(
      (mapping) => isObject(mapping) && ["entry", "reference", "vendor"].some((name) => name in mapping),
    );
}

function isTaken(mapping: Json): boolean {
  const text = JSON.stringify(mapping);
  try {
    if (isObject(mapping) && "vendor" in mapping) parseVendorMapping(text);
    else parseMapping(text);
    return true;
  } catch {
    return false;
  }
}

/** The document with each member of each of its objects under another name, one at a time. */
function* misspelt(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    for (const [at, element] of value.entries()) {
      for (const other of misspelt(element)) yield value.toSpliced(at, 1, other);
    }
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const { [name]: _, ...others } = value;
    yield { ...others, [`${name}x`]: member };
    for (const other of misspelt(member)) yield { ...value, [name]: other };
  }
}

test("the schema takes every mapping of the documents and of the data", async () => {
  const all = await mappings();
  assert.ok(all.length >= 9, String(all.length));
  for (const mapping of all) {
    assert.ok(isTaken(mapping), JSON.stringify(mapping));
    assert.ok(fits(mapping), JSON.stringify([mapping, fits.errors], null, 1));
  }
});

test("the schema refuses no misspelt member that the command line takes, and takes none that it refuses", async () => {
  let refused = 0;
  for (const mapping of await mappings()) {
    for (const changed of misspelt(mapping)) {
      const taken = isTaken(changed);
      if (!taken) refused += 1;
      assert.equal(fits(changed), taken, JSON.stringify(changed));
    }
  }
  assert.ok(refused > 100, String(refused));
});

test("the schema says which values a member may have", () => {
  const of = (entry: Json, more: object = {}) => fits({ entry, ...more });
  assert.ok(of({ externalRef: { column: 1 }, date: { column: "D", as: "date", format: ["DD.MM.YYYY"] } }));
  assert.ok(!of({ date: { column: 0 } }));
  assert.ok(!of({ date: { column: "D", as: "day" } }));
  assert.ok(!of({ note: { column: "N", negate: true } }), "only amounts are negated");
  assert.ok(!of({ note: { if: { column: "N" } } }), "a condition asks for something");
  assert.ok(!of({}, { csv: { delimiter: "||" } }));
  assert.ok(!of({}, { rows: { skip: -1 } }));
  assert.ok(!fits({}), "neither entries nor reference data");
  assert.ok(!fits({ vendor: { name: { column: "N" } } }), "vendors are recognised by code or external id");
});
