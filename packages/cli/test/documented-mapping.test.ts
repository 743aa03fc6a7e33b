import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, type TestContext, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { readEntryRows } from "../src/import/entry-rows.ts";
import { surveyTable } from "../src/import/survey-table.ts";
import { parseMapping } from "../src/mapping/mapping.ts";
import { runWith } from "./support/fake-io.ts";
import { file } from "./support/files.ts";
import { sourceOfText } from "./support/sources.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

/** The examples of the page: a file, its mapping, and what stands behind these. */
async function examples(): Promise<{ csv: string; mapping: string; result: string; language: string }[]> {
  const page = await readFile(new URL("../../../docs/mapping.md", import.meta.url), "utf8");
  const blocks = page.matchAll(/```csv\n(.*?)```.*?```json\n(.*?)```\s+```(\w*)\n(.*?)```/gs);
  return Array.from(blocks, ([, csv = "", mapping = "", language = "", result = ""]) => ({
    csv,
    mapping,
    language,
    result,
  }));
}

test("the mapping's page has an example of each feature, and each gives what the page says", async (t) => {
  let count = 0;
  for (const { csv, mapping: text, result, language } of await examples()) {
    if (language !== "jsonl") continue;
    count += 1;
    await t.test(text.replaceAll(/\s+/g, " ").slice(0, 80), async () => {
      const mapping = parseMapping(text);
      const { entry } = mapping;
      assert.ok(entry);
      assert.deepEqual(mapping.warnings, []);
      const source = sourceOfText(csv);
      const surveyed = await surveyTable(source, mapping, entry);
      const rows = readEntryRows(
        { source, mapping: { ...mapping, entry }, surveyed },
        () => {},
        () => {},
      );
      const read = await Array.fromAsync(rows, ({ row, fault }) => fault?.message ?? row);
      const expected = result.trim().split("\n");
      assert.deepEqual(
        read,
        expected.map((line) => JSON.parse(line)),
      );
    });
  }
  assert.ok(count >= 9, `${count}`);
});

/** Runs an example as its command line says, in a company of its own. */
async function ran(t: TestContext, command: string): Promise<{ shown: string; printed: string }> {
  const found = (await examples()).find(({ result }) => result.startsWith(`$ ledgerport ${command}`));
  assert.ok(found);
  const { key } = await server.company();
  const csv = await file(t, "table.csv", found.csv);
  const map = await file(t, "table.map.json", found.mapping);
  const [line = "", ...shown] = found.result.trimEnd().split("\n");
  const args = line.replace(/^\$ ledgerport /, "").split(" ");
  const filled = args.map((arg) => (arg.endsWith(".csv") ? csv : arg.endsWith(".map.json") ? map : arg));
  const { out, err, exitCode } = await runWith(filled, {
    env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key },
  });
  assert.equal(exitCode, 0, err + out);
  return { shown: shown.join("\n"), printed: (err + out).trimEnd() };
}

test("the whole example goes in as the page shows", async (t) => {
  const { shown, printed } = await ran(t, "entries import");
  assert.equal(printed, shown);
});

test("the chart of accounts goes in as the page shows", async (t) => {
  const { shown, printed } = await ran(t, "reference import");
  assert.equal(printed, shown);
});
