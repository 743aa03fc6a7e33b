import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  ErrorBody,
  ExportItem,
  ExportItemV0,
  ExportItemV1,
  ExportItemV2,
  ExportJobItem,
  ExportJobItemV2,
  type Schema,
} from "../src/index.ts";
import { exampleObject, faultsOf } from "./ajv.ts";

const GUIDE = readFileSync(new URL("../../../docs/migration.md", import.meta.url), "utf8");

interface Item {
  properties: { accountingEntryLines: { items: Schema } };
}

const lineOf = ({ properties }: Item): Schema => properties.accountingEntryLines.items;

/** What the guide's JSON blocks show parts of, by the words behind `json`. */
const WHOLES: Readonly<Record<string, Schema>> = {
  v0: ExportItemV0,
  v1: ExportItemV1,
  v2: ExportItemV2,
  v3: ExportItem,
  "v0 line": lineOf(ExportItemV0),
  "v1 line": lineOf(ExportItemV1),
  "v2 line": lineOf(ExportItemV2),
  "v3 line": lineOf(ExportItem),
  "v2 item": ExportJobItemV2,
  "v3 item": ExportJobItem,
  error: ErrorBody,
};

/** A valid line is made of an item's first one, because lines have no example of their own. */
function wholeOf(name: string, schema: Schema): object {
  const item = WHOLES[name.replace(" line", "")];
  if (!name.endsWith(" line") || item === undefined) return exampleObject(schema);
  const { accountingEntryLines: lines } = exampleObject(item);
  const [line] = Array.isArray(lines) ? (lines as unknown[]) : [];
  return Object.assign({}, line);
}

test("every JSON block of the migration guide is a part of what its version shows", () => {
  const blocks = [...GUIDE.matchAll(/^```json *(.*)\n([\s\S]*?)^```/gm)];
  for (const [, name = "", text = ""] of blocks) {
    const schema = WHOLES[name] ?? assert.fail(`the guide has a block of unknown kind: ${name}`);
    const part: unknown = JSON.parse(text);
    assert.equal(faultsOf(schema, Object.assign(wholeOf(name, schema), part)), "", `${name}\n${text}`);
  }
  assert.deepEqual(
    new Set(blocks.map(([, name]) => name)),
    new Set(Object.keys(WHOLES)),
    "each kind is shown",
  );
});

test("the migration guide names every member that one version has and another lacks", () => {
  const items = [ExportItemV0, ExportItemV1, ExportItemV2, ExportItem].map(({ properties }) =>
    Object.keys(properties),
  );
  const differing = new Set(items.flat().filter((name) => !items.every((members) => members.includes(name))));
  assert.ok(differing.size > 5);
  for (const name of differing) assert.match(GUIDE, new RegExp(`\\| [^|]*\`${name}\`[^|]* \\|`), name);
});
