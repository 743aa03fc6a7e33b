import assert from "node:assert/strict";
import { connect } from "node:net";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { HistoryRecord, Import, ImportResult } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { ROW_LIMIT } from "../src/import/raw-row.ts";
import { entryRow } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const NDJSON = "application/x-ndjson";

function send(raw: RequestInit["body"], contentType = NDJSON): Promise<TestAnswer> {
  return server.request("POST", `/platform/v1/companies/${company.id}/entries:import`, {
    key: company.key,
    headers: { "content-type": contentType },
    raw,
  });
}

function counts(answer: TestAnswer) {
  const { created, updated, unchanged, failed } = answer.one(ImportResult);
  return { created, updated, unchanged, failed };
}

async function total(): Promise<number | undefined> {
  const path = `/platform/v1/companies/${company.id}/entries?limit=0`;
  return (await server.request("GET", path, { key: company.key })).pagination().total;
}

test.beforeEach(async () => {
  company = await server.company();
});

test("rows come in as NDJSON, and again without harm", async () => {
  const lines = [entryRow("a"), entryRow("b"), entryRow("c")].map((row) => JSON.stringify(row));
  const first = await send(`\uFEFF${lines[0]}\r\n\n  \n${lines[1]}\n${lines[2]}`);
  assert.deepEqual(counts(first), { created: 3, updated: 0, unchanged: 0, failed: 0 }, first.text);
  const changed = JSON.stringify(entryRow("b", { note: "changed" }));
  const second = await send([lines[0], changed, lines[2], ""].join("\n"));
  assert.deepEqual(counts(second), { created: 0, updated: 1, unchanged: 2, failed: 0 });
});

test("rows come in as a JSON array, and its rows are counted from 1", async () => {
  const answer = await send(
    JSON.stringify([entryRow("a"), entryRow("b", { type: "nonsense" })]),
    "application/json",
  );
  assert.equal(answer.one(ImportResult).created, 1, answer.text);
  assert.equal(answer.one(ImportResult).errors[0]?.row, 2);
  for (const raw of ["[", "{}", "1", "", JSON.stringify(entryRow("x"))]) {
    const refused = await send(raw, "application/json");
    assert.equal(refused.status, 400, raw);
    assert.equal(refused.error().type, "BAD_REQUEST");
  }
  assert.equal(await total(), 1);
});

test("a bad row fails alone, and says which line, which field and why", async () => {
  const rows: [string | Buffer, string, string?][] = [
    ["{", "BAD_REQUEST"],
    ["[]", "BAD_REQUEST"],
    ["null", "BAD_REQUEST"],
    [Buffer.from([0x22, 0xff, 0x22]), "BAD_REQUEST"],
    [JSON.stringify(entryRow("e1", { type: "nonsense" })), "BAD_REQUEST", "type"],
    [JSON.stringify(entryRow("e2", { surprise: 1 })), "BAD_REQUEST", "surprise"],
    [
      JSON.stringify({ externalRef: "e3", type: "fee", date: "2025-05-22" }),
      "REQUIRED_PARAMETER_MISSING",
      "amount",
    ],
    [JSON.stringify(entryRow("e4", { date: "2025-02-30" })), "BAD_REQUEST", "date"],
    [JSON.stringify(entryRow("e5", { note: "a\0b" })), "BAD_REQUEST", "note"],
    [JSON.stringify(entryRow("e6", { note: "x".repeat(5001) })), "BAD_REQUEST", "note"],
    [
      JSON.stringify(entryRow("e7")).replace("12000", "1e400"),
      "BAD_REQUEST",
      "amount.inWalletCurrency.value",
    ],
    [
      JSON.stringify(entryRow("e8")).replace("12000", "9007199254740993"),
      "BAD_REQUEST",
      "amount.inWalletCurrency.value",
    ],
    [
      JSON.stringify(entryRow("e9")).replace("12000", "0.001"),
      "BAD_REQUEST",
      "amount.inWalletCurrency.value",
    ],
    [
      JSON.stringify(
        entryRow("e10", { lines: [{ amount: { inWalletCurrency: { currency: "EUR", value: 1 } } }] }),
      ),
      "LINES_DO_NOT_ADD_UP",
      "lines",
    ],
    [
      JSON.stringify(
        entryRow("e11", {
          lines: [{ amount: { inWalletCurrency: { currency: "EUR", value: 12000 } }, taxCode: "V20" }],
        }),
      ),
      "UNKNOWN_REFERENCE",
      "lines[0].taxCode",
    ],
    [JSON.stringify(entryRow("e12", { note: "x".repeat(ROW_LIMIT) })), "PAYLOAD_TOO_LARGE"],
  ];
  const good = JSON.stringify(entryRow("good"));
  const parts = [...rows.map(([row]) => Buffer.from(row)), Buffer.from(good)];
  const answer = await send(Buffer.concat(parts.flatMap((part) => [part, Buffer.from("\n")])));
  assert.equal(answer.status, 200, answer.text);
  const { created, failed, errors } = answer.one(ImportResult);
  assert.equal(created, 1);
  assert.equal(failed, rows.length);
  for (const [index, [row, type, param]] of rows.entries()) {
    const error = errors.find((candidate) => candidate.row === index + 1);
    assert.equal(error?.type, type, `${String(row).slice(0, 80)}: ${JSON.stringify(error)}`);
    assert.equal(error?.param, param, `${String(row).slice(0, 80)}: ${JSON.stringify(error)}`);
  }
  assert.equal(errors.find((error) => error.row === 5)?.externalRef, "e1");
});

test("of very many errors the first thousand are listed and all are counted", async () => {
  const answer = await send("nonsense\n".repeat(2500) + JSON.stringify(entryRow("good")));
  const { created, failed, errors } = answer.one(ImportResult);
  assert.equal(created, 1);
  assert.equal(failed, 2500);
  assert.equal(errors.length, 1000);
  assert.equal(errors.at(-1)?.row, 1000);
});

test("of two rows with one reference the second fails when it says something else, and is named when it does not", async () => {
  const lines = [entryRow("a", { note: "1" }), entryRow("a", { note: "2" }), entryRow("a", { note: "1" })];
  const answer = await send(lines.map((row) => JSON.stringify(row)).join("\n"));
  assert.deepEqual(counts(answer), { created: 1, updated: 0, unchanged: 1, failed: 1 });
  const { errors, warnings } = answer.one(ImportResult);
  assert.deepEqual(errors, [
    {
      row: 2,
      externalRef: "a",
      type: "DUPLICATE_EXTERNAL_REF",
      message: "externalRef: row 1 of this import says something else of a",
      param: "externalRef",
    },
  ]);
  assert.deepEqual(
    warnings.map(({ row, type }) => [row, type]),
    [[3, "REPEATED_ROW"]],
  );
});

test("rows with one reference are found however many rows are between them", async () => {
  const rows = Array.from({ length: 1500 }, (_, n) => entryRow(`far${n}`));
  const lines = [...rows, entryRow("far0", { note: "other" }), entryRow("far1")];
  const answer = await send(lines.map((row) => JSON.stringify(row)).join("\n"));
  assert.deepEqual(counts(answer), { created: 1500, updated: 0, unchanged: 1, failed: 1 });
  assert.deepEqual(
    answer.one(ImportResult).errors.map(({ row, type }) => [row, type]),
    [[1501, "DUPLICATE_EXTERNAL_REF"]],
  );
});

test("an import is kept with its file's name and its counts, and the history names it", async () => {
  const path = `/platform/v1/companies/${company.id}`;
  const answer = await server.request("POST", `${path}/entries:import?file_name=may%202025.csv`, {
    key: company.key,
    headers: { "content-type": NDJSON },
    raw: `${JSON.stringify(entryRow("a"))}\nnonsense\n`,
  });
  const { importId } = answer.one(ImportResult);
  const kept = (await server.request("GET", `${path}/imports/${importId}`, { key: company.key })).one(Import);
  assert.deepEqual(
    [kept.fileName, kept.created, kept.failed, kept.completedAt === null],
    ["may 2025.csv", 1, 1, false],
  );
  assert.deepEqual((await server.request("GET", `${path}/imports`, { key: company.key })).list(Import), [
    kept,
  ]);
  const history = await server.request("GET", `${path}/history?from=2025-05-23&to=2025-05-23`, {
    key: company.key,
  });
  assert.deepEqual(
    history.list(HistoryRecord).map((record) => [record.externalRef, record.importId]),
    [["a", importId]],
  );
  const none = await server.request("GET", `${path}/history?from=2025-05-24`, { key: company.key });
  assert.deepEqual(none.list(HistoryRecord), []);
});

test("of a body that is refused no import is kept", async () => {
  await send("[", "application/json");
  const imports = await server.request("GET", `/platform/v1/companies/${company.id}/imports`, {
    key: company.key,
  });
  assert.deepEqual(imports.list(Import), []);
});

test("a body over the limit of other bodies is taken as NDJSON and refused as an array", async () => {
  const rows = Array.from({ length: 3000 }, (_, n) => entryRow(`big${n}`, { note: "n".repeat(4000) }));
  const text = rows.map((row) => JSON.stringify(row));
  const refused = await send(`[${text.join(",")}]`, "application/json");
  assert.equal(refused.status, 413);
  assert.equal(refused.error().type, "PAYLOAD_TOO_LARGE");
  assert.equal(await total(), 0);
  const taken = await send(text.join("\n"));
  assert.equal(taken.one(ImportResult).created, 3000, taken.text);
});

test("what was committed before the body broke off stays, and the rest can be sent again", async () => {
  const lines = Array.from({ length: 2500 }, (_, n) => `${JSON.stringify(entryRow(`cut${n}`))}\n`);
  const { hostname, port } = new URL(server.address);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const head = [
    `POST /platform/v1/companies/${company.id}/entries:import HTTP/1.1`,
    "Host: test",
    `Authorization: Bearer ${company.key}`,
    `Content-Type: ${NDJSON}`,
    "Transfer-Encoding: chunked",
    "",
    "",
  ].join("\r\n");
  socket.write(head);
  const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
  socket.write(chunk(lines.slice(0, 2200).join("")));
  // The first batch is committed while the server waits for more; the history's table tells when.
  const committed = server.database;
  let seen = 0;
  while (seen < 2000) {
    const rows = await committed.read({ companyId: company.id }, (sql) =>
      sql.query<{ n: string }>({
        text: "SELECT count(*) AS n FROM accounting_entries WHERE company_id = $1",
        values: [company.id],
      }),
    );
    seen = Number(rows[0]?.n);
  }
  const closed = once(socket, "close");
  socket.destroy();
  await closed;
  assert.equal(await total(), 2000, "two whole batches");
  const again = await send(lines.join(""));
  assert.deepEqual(counts(again), { created: 500, updated: 0, unchanged: 2000, failed: 0 });
  const imports = await server.request("GET", `/platform/v1/companies/${company.id}/imports`, {
    key: company.key,
  });
  assert.deepEqual(
    imports.list(Import).map(({ created, completedAt }) => [created, completedAt === null]),
    [
      [2000, true],
      [500, false],
    ],
  );
});

test("another media type is refused", async () => {
  const answer = await send("externalRef,type\n", "text/csv");
  assert.equal(answer.status, 415);
  assert.equal(answer.error().type, "UNSUPPORTED_MEDIA_TYPE");
});
