import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { type Ran, type RunWith, runWith } from "./support/fake-io.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const as = (key: string, args: readonly string[], options: RunWith = {}): Promise<Ran> =>
  runWith(args, { ...options, env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key, ...options.env } });

interface Row {
  ref: string;
  value?: number;
  date?: string;
  supplier?: string;
  note?: string;
}

async function importRows(key: string, rows: readonly Row[]): Promise<void> {
  const stdin = rows.map(({ ref, value = 100, date = "2026-02-01", supplier = "Esso", note }) =>
    JSON.stringify({
      externalRef: ref,
      type: "card_purchase",
      date,
      amount: { inWalletCurrency: { currency: "EUR", value } },
      supplier: { name: supplier },
      note,
    }),
  );
  const ran = await as(key, ["entries", "import", "-"], { stdin: stdin.join("\n") });
  assert.equal(ran.exitCode, 0, ran.out + ran.err);
}

async function companyWith(rows: readonly Row[]): Promise<TestCompany> {
  const company = await server.company();
  await importRows(company.key, rows);
  return company;
}

const json = (ran: Ran) => {
  assert.equal(ran.exitCode, 0, ran.err);
  return JSON.parse(ran.out);
};

const csv = (ran: Ran, delimiter = ","): Record<string, string>[] => {
  assert.equal(ran.exitCode, 0, ran.err);
  return parse(ran.out, { columns: true, bom: true, delimiter });
};

test("entries are listed as a table, JSON, CSV and as Excel of the locale opens it", async () => {
  const { key } = await companyWith([{ ref: "=r1", value: -123456, note: 'a "b"; c' }]);
  const shown = await as(key, ["entries", "list"]);
  assert.match(shown.out, /^ID +DATE +TYPE +STATUS +READY +AMOUNT +EXTERNAL REF +SUPPLIER\n/);
  assert.match(shown.out, /2026-02-01 +card_purchase +NOT_EXPORTED +no +EUR -1234\.56 +=r1 +Esso\n$/);
  assert.equal(json(await as(key, ["entries", "list", "--json"]))[0].externalRef, "=r1");
  const [plain] = csv(await as(key, ["entries", "list", "--csv"]));
  assert.deepEqual([plain?.["amount"], plain?.["external_ref"]], ["-1234.56", "'=r1"]);
  const excel = await as(key, ["entries", "list", "--excel"], { env: { LC_ALL: "de_DE.UTF-8" } });
  assert.equal(excel.out[0], "\ufeff");
  const [german] = csv(excel, ";");
  assert.deepEqual([german?.["amount"], german?.["note"]], ["-1234,56", 'a "b"; c']);
});

test("entries are chosen by status, type, period, readiness and text", async () => {
  const { key } = await companyWith([
    { ref: "a", date: "2026-01-31", supplier: "Nordic Paper" },
    { ref: "b", date: "2026-02-01" },
    { ref: "c", date: "2026-02-28", note: "for NORDIC" },
  ]);
  const refs = async (...args: string[]) =>
    json(await as(key, ["entries", ...args, "--json"])).map(
      (entry: { externalRef: string }) => entry.externalRef,
    );
  assert.deepEqual(await refs("list", "--from", "2026-02-01", "--to", "2026-02-28"), ["b", "c"]);
  assert.deepEqual(await refs("list", "--from", "2026-02-01", "--until", "2026-02-01"), ["b"]);
  assert.deepEqual(await refs("list", "--type", "invoice"), []);
  assert.deepEqual(await refs("list", "--status", "exported"), []);
  assert.deepEqual(await refs("list", "--ready"), []);
  assert.deepEqual(await refs("list", "--not-ready", "--problem", "account_unknown"), ["a", "b", "c"]);
  assert.deepEqual(await refs("find", "nordic"), ["a", "c"]);
  assert.deepEqual(await refs("find", "nordic", "--to", "2026-01-31"), ["a"]);
  const both = await as(key, ["entries", "list", "--ready", "--not-ready"]);
  assert.equal(both.exitCode, 2);
  const contrary = await as(key, ["entries", "list", "--json", "--csv"]);
  assert.equal(contrary.exitCode, 2);
  assert.equal((await as(key, ["entries", "list", "--status", "gone"])).exitCode, 5);
});

test("an empty company's list has its headings and nothing else, in every form", async () => {
  const { key } = await server.company();
  assert.match((await as(key, ["entries", "list"])).out, /^ID +DATE .*SUPPLIER\n$/);
  assert.match((await as(key, ["entries", "list", "--csv"])).out, /^id,date,.*,updated_at\r\n$/);
  assert.equal((await as(key, ["entries", "list", "--json"])).out, "[]\n");
  assert.equal((await as(key, ["history", "--json"])).out, "[]\n");
});

test("a list longer than a page is whole in every form", async () => {
  const count = 250;
  const { key } = await companyWith(Array.from({ length: count }, (_, index) => ({ ref: `r${index}` })));
  assert.equal(json(await as(key, ["entries", "list", "--json"])).length, count);
  assert.equal(csv(await as(key, ["entries", "list", "--csv"])).length, count);
  assert.equal((await as(key, ["entries", "list"])).out.split("\n").length, count + 2);
});

test("on a narrow terminal a line is cut and not wrapped, and no control character gets through", async () => {
  const { key } = await companyWith([{ ref: "r", supplier: "A very long\u001b[31m name of a supplier" }]);
  const narrow = await as(key, ["entries", "list"], { outColumns: 40 });
  for (const line of narrow.out.trimEnd().split("\n"))
    assert.ok(line.length <= 40 && line.endsWith("…"), line);
  assert.ok(!(await as(key, ["entries", "list"])).out.includes("\u001b"));
});

test("an entry is shown with its lines and what it waits for, and a wrong or foreign id is refused", async () => {
  const { key } = await companyWith([{ ref: "r", value: 1250 }]);
  const [{ id }] = json(await as(key, ["entries", "list", "--json"]));
  const shown = await as(key, ["entries", "show", id]);
  assert.match(shown.out, /^amount +EUR 12\.50$/m);
  assert.match(shown.out, /^1 +EUR 12\.50 +EUR 12\.50$/m);
  assert.match(shown.out, /^account_unknown /m);
  assert.equal(json(await as(key, ["entries", "show", id, "--json"])).id, id);
  const foreign = await server.company();
  assert.equal((await as(foreign.key, ["entries", "show", id])).exitCode, 5);
  assert.equal((await as(key, ["entries", "show", "no-id"])).exitCode, 5);
});

test("what was said of an entry, from what to what and by which import, is there for the auditor, deleted or not", async () => {
  const { id: companyId, key } = await companyWith([{ ref: "r", value: 48212 }]);
  await importRows(key, [{ ref: "r", value: 7770 }]);
  const [{ id }] = json(await as(key, ["entries", "list", "--json"]));
  await server.request("DELETE", `/platform/v1/entries/${id}`, { key });
  const lines = csv(await as(key, ["entries", "history", id, "--csv"]));
  const changed = lines.find(({ member }) => member === "amount.inWalletCurrency");
  assert.deepEqual([changed?.["from"], changed?.["to"]], ["EUR 482.12", "EUR 77.70"]);
  assert.match(changed?.["import_id"] ?? "", /^[0-9a-f-]{36}$/);
  assert.match(changed?.["actor"] ?? "", /^key:/);
  assert.equal(lines.at(-1)?.["status_to"], "DELETED");
  assert.match((await as(key, ["entries", "history", id])).out, /EUR 482\.12 +EUR 77\.70/);
  const records = json(await as(key, ["entries", "history", id, "--json"]));
  assert.ok(records.some((record: { changes: unknown[] | null }) => record.changes !== null));

  const whole = csv(await as(server.adminKey, ["history", "--company", companyId, "--csv"]));
  assert.deepEqual(whole.filter(({ entry_id }) => entry_id === id).length, lines.length);
  const day = (lines[0]?.["at"] ?? "").slice(0, 10);
  const today = csv(await as(key, ["history", "--from", day, "--until", day, "--csv"]));
  assert.equal(today.length, whole.length);
  assert.equal(csv(await as(key, ["history", "--until", "2020-01-01", "--csv"])).length, 0);
  assert.equal((await as(key, ["history", "--from", "2026-02-30"])).exitCode, 5);
});

test("without a server, or with a refused key, a list says so and prints nothing", async () => {
  const { key } = await server.company();
  const away = await as(key, ["entries", "list", "--csv"], {
    env: { LEDGERPORT_URL: "http://127.0.0.1:9" },
    onSleep: () => {},
  });
  assert.deepEqual([away.exitCode, away.out], [3, ""]);
  const refused = await as("lp_not_a_key", ["history", "--company", "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70"]);
  assert.deepEqual([refused.exitCode, refused.out], [4, ""]);
});
