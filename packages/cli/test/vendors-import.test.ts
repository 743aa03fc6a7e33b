import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { type Ran, runWith } from "./support/fake-io.ts";
import { file } from "./support/files.ts";
import { choice } from "./support/read-entries.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const MAPPING = {
  csv: { delimiter: ";" },
  vendor: {
    code: { column: "No" },
    externalId: { column: "Id" },
    name: { column: "Name" },
    defaultCurrency: { column: "Cur" },
    country: { column: "Land" },
  },
};

/** A company's command line, importing what the test says. */
async function ledger(t: TestContext, mapping: object = MAPPING) {
  const { key } = await server.company();
  const as = (args: readonly string[]): Promise<Ran> =>
    runWith(args, { env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key } });
  const map = await file(t, "map.json", JSON.stringify(mapping));
  return {
    as,
    key,
    importing: async (rows: readonly string[], ...options: string[]) => {
      const csv = await file(t, "vendors.csv", ["No;Id;Name;Cur;Land", ...rows, ""].join("\n"));
      return as(["vendors", "import", csv, "--map", map, ...options]);
    },
    /** Code, external id, name and state of each of the company's vendors. */
    vendors: async (): Promise<string[]> => {
      const all = JSON.parse((await as(["vendors", "list", "--json"])).out);
      return all
        .map((one: Record<string, string>) =>
          [one["code"] ?? "-", one["externalId"] ?? "-", one["name"], one["state"]].join(" "),
        )
        .sort();
    },
    create: async (body: Record<string, string>) => {
      const made = await server.request("POST", "/v1/vendors", { key, body });
      assert.equal(made.status, 201);
    },
  };
}

const FIRST = ["A;1;Alfa;EUR;SE", "B;2;Beta;EUR;"];

test("a dry run says what would be done and does nothing", async (t) => {
  const { importing, vendors } = await ledger(t);
  const ran = await importing(FIRST);
  assert.equal(ran.exitCode, 0, ran.err);
  assert.match(ran.out, /^create +2 +A +1 +Alfa$/m);
  assert.match(ran.out, /^2 to create, 0 to change, 0 to archive, 0 unchanged, 0 faulty$/m);
  assert.match(ran.out, /^Dry run: nothing was changed/m);
  assert.deepEqual(await vendors(), []);
});

test("--apply creates, changes, brings back and archives, and the same file again changes nothing", async (t) => {
  const { as, importing, vendors, create } = await ledger(t);
  await create({ name: "Not there yet", defaultCurrency: "EUR" });
  const first = await importing([...FIRST, "C;3;Gamma;EUR;"], "--apply");
  assert.equal(first.exitCode, 0, first.err + first.out);
  assert.match(first.out, /^3 created, 0 changed, 0 archived, 0 unchanged, 0 faulty, 0 refused$/m);

  const rows = ["A;1;Alfa AB;EUR;", "B;2;Beta;EUR;"];
  const second = await importing(rows, "--apply", "--archive-missing");
  assert.equal(second.exitCode, 0, second.err);
  assert.match(
    second.out,
    /^changed +2 +A +1 +Alfa AB +name "Alfa" -> "Alfa AB", country "SE" -> \(none\)$/m,
  );
  assert.match(second.out, /^archived +C +3 +Gamma$/m);
  assert.deepEqual(await vendors(), [
    "- - Not there yet DRAFT",
    "A 1 Alfa AB ACTIVE",
    "B 2 Beta ACTIVE",
    "C 3 Gamma ARCHIVED",
  ]);
  assert.match((await as(["vendors", "list"])).out, /^\S+ +ARCHIVED +C +3 +Gamma$/m);

  const again = await importing(rows, "--apply", "--archive-missing", "--json");
  const { applied, created, changed, archived, unchanged, refused } = JSON.parse(again.out);
  assert.deepEqual([applied, created, changed, archived, refused], [true, [], [], [], []]);
  assert.equal(unchanged.length, 2);

  const back = await importing([...rows, "C;;Gamma;EUR;"], "--apply", "--archive-missing");
  assert.match(back.out, /^changed +4 +C +3 +Gamma +state "ARCHIVED" -> "ACTIVE"$/m);
  assert.ok((await vendors()).includes("C 3 Gamma ACTIVE"));
});

test("entries that wait for a draft no longer do once the ledger's file names its vendor", async (t) => {
  const { as, create, importing, key, vendors } = await ledger(t);
  await create({ name: "Nordic Paper", defaultCurrency: "EUR" });
  const [draft] = JSON.parse((await as(["vendors", "list", "--json"])).out);
  const stdin = JSON.stringify({
    externalRef: "e1",
    type: "invoice",
    date: "2025-05-22",
    amount: { inWalletCurrency: { currency: "EUR", value: 500 } },
    bookkeepingMethod: "accounts_payable",
    vendorCode: draft.id,
  });
  const imported = await runWith(["entries", "import", "-"], {
    env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key },
    stdin,
  });
  assert.equal(imported.exitCode, 0, imported.err);
  assert.match((await as(["entries", "readiness"])).out, /^1 +vendor_unknown /m);
  const ran = await importing(["A;1;Nordic paper;EUR;SE"], "--apply");
  assert.match(ran.out, /^changed +2 +A +1 +Nordic paper .*state "DRAFT" -> "ACTIVE"$/m);
  assert.deepEqual(await vendors(), ["A 1 Nordic paper ACTIVE"]);
  assert.doesNotMatch((await as(["entries", "readiness"])).out, /vendor_unknown/);
});

test("a broken file archives nothing; its good rows count all the same", async (t) => {
  const { importing, vendors } = await ledger(t);
  await importing(FIRST, "--apply");
  const rows = ["C;3;Gamma;EUR;", ";;Delta;EUR;", "E;5;Epsilon;Euro;", "F;6;Phi", "C;7;Other;EUR;"];
  const ran = await importing(rows, "--apply", "--archive-missing", "--json");
  assert.equal(ran.exitCode, 1);
  const { created, archived, faults, archivingHeldBack } = JSON.parse(ran.out);
  assert.deepEqual([created.length, archived, archivingHeldBack], [1, [], "FAULTY_ROWS"]);
  assert.deepEqual(
    faults.map((fault: { row: number }) => fault.row),
    [3, 4, 5, 6],
  );
  assert.deepEqual(await vendors(), ["A 1 Alfa ACTIVE", "B 2 Beta ACTIVE", "C 3 Gamma ACTIVE"]);
  const shown = await importing(rows, "--archive-missing");
  assert.equal(shown.exitCode, 1);
  assert.match(shown.out, /^6 +has the code "C", as row 2 has$/m);
  assert.match(shown.out, /^Nothing is archived: there are faulty rows/m);

  const empty = await importing([], "--apply", "--archive-missing");
  assert.equal(empty.exitCode, 1);
  assert.match(empty.out, /^Nothing is archived: the file has no rows/m);
  assert.equal((await vendors()).filter((line) => line.endsWith("ACTIVE")).length, 3);
});

test("a file that breaks off is refused whole", async (t) => {
  const { importing, vendors } = await ledger(t);
  const ran = await importing([...FIRST, 'C;3;"Gam'], "--apply");
  assert.equal(ran.exitCode, 2);
  assert.deepEqual(await vendors(), []);
});

test("a vendor known by its code alone can be changed once the file brings an external id", async (t) => {
  const { importing, vendors } = await ledger(t);
  await importing(["A;;Alfa;EUR;"], "--apply");
  const without = await importing(["A;;Alfa AB;EUR;"], "--apply");
  assert.equal(without.exitCode, 1);
  assert.match(without.out, /needs an externalId/);
  const unchanged = await importing(["A;;Alfa;EUR;"], "--apply");
  assert.equal(unchanged.exitCode, 0);
  const brought = await importing(["A;1;Alfa AB;EUR;"], "--apply");
  assert.equal(brought.exitCode, 0, brought.out);
  assert.deepEqual(await vendors(), ["A 1 Alfa AB ACTIVE"]);
});

test("what the server refuses is named, the rest is done, and nothing is archived", async (t) => {
  // A name that only the server looks at closely enough.
  const name = choice({ column: "Name", in: ["Bad"] }, "B\0d", { column: "Name" });
  const { importing, vendors } = await ledger(t, { ...MAPPING, vendor: { ...MAPPING.vendor, name } });
  await importing(FIRST, "--apply");
  const rows = ["A;1;Bad;EUR;SE", "C;3;Bad;EUR;", "D;4;Delta;EUR;"];
  const ran = await importing(rows, "--apply", "--archive-missing");
  assert.equal(ran.exitCode, 1, ran.err);
  assert.match(ran.out, /^create +3 .*name/m);
  assert.match(ran.out, /^change +2 .*name/m);
  assert.match(ran.out, /^Nothing is archived: changes were refused/m);
  assert.match(ran.out, /^1 created, 0 changed, 0 archived, 0 unchanged, 0 faulty, 2 refused$/m);
  assert.deepEqual(await vendors(), ["A 1 Alfa ACTIVE", "B 2 Beta ACTIVE", "D 4 Delta ACTIVE"]);
});

test("an organisation's key imports into the company that is named, and nowhere otherwise", async (t) => {
  const organisationId = await server.organisation();
  const { id } = await server.company({ organisationId });
  await server.company({ organisationId });
  const key = await server.key({ organisationId }, ["vendors:read", "vendors:write"]);
  const env = { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key };
  const csv = await file(t, "vendors.csv", `No;Id;Name;Cur;Land\n${FIRST.join("\n")}\n`);
  const args = [
    "vendors",
    "import",
    csv,
    "--map",
    await file(t, "map.json", JSON.stringify(MAPPING)),
    "--apply",
  ];
  const unnamed = await runWith(args, { env });
  assert.equal(unnamed.exitCode, 5, unnamed.err);
  assert.match(unnamed.err, /--company must name one/);
  const named = await runWith([...args, "--company", id], { env });
  assert.match(named.out, /^2 created/m);
});
