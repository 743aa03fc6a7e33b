import assert from "node:assert/strict";
import { test } from "node:test";
import type { Vendor } from "@ledgerport/sdk";
import { MappingError, RowFault } from "../src/mapping/fault.ts";
import { parseVendorMapping } from "../src/mapping/vendor-mapping.ts";
import { VENDOR_MEMBERS, type VendorMembers } from "../src/vendors/vendor-members.ts";
import { type PlanInput, planVendors, type VendorFileRow } from "../src/vendors/vendor-plan.ts";
import { rowOf } from "./support/rows.ts";

const vendor = (id: string, members: Partial<Vendor>): Vendor => ({
  id,
  companyId: "company",
  name: `Name of ${id}`,
  defaultCurrency: "EUR",
  state: "ACTIVE",
  createdAt: "2025-05-01T00:00:00Z",
  updatedAt: "2025-05-01T00:00:00Z",
  ...members,
});

type Row = VendorMembers | RowFault;

const plan = (vendors: Vendor[], rows: Row[], options: Partial<PlanInput> = {}) =>
  planVendors({
    vendors,
    rows: rows.map((row, index): VendorFileRow =>
      row instanceof RowFault ? { line: index + 1, fault: row } : { line: index + 1, row },
    ),
    mapped: new Set(["code", "externalId", "name"]),
    archiveMissing: false,
    ...options,
  });

const NOTHING = { created: [], changed: [], archived: [], unchanged: [], faults: [] };

test("a row is matched by its code, else by its external id, and creates a vendor otherwise", () => {
  const vendors = [vendor("a", { code: "A", externalId: "1" }), vendor("b", { code: "B", externalId: "2" })];
  const rows = [
    { code: "A", externalId: "9", name: "Name of a" },
    { code: "Z", externalId: "2", name: "Name of b" },
    { code: "C", name: "New", defaultCurrency: "SEK" },
  ];
  const { created, changed } = plan(vendors, rows, {
    mapped: new Set(["code", "externalId", "name", "defaultCurrency"]),
  });
  const changes = changed.map((one) => [one.row, one.id, one.changes.slice(0, 1)]);
  assert.deepEqual(changes, [
    [1, "a", [{ member: "externalId", from: "1", to: "9" }]],
    [2, "b", [{ member: "code", from: "B", to: "Z" }]],
  ]);
  assert.deepEqual(created, [{ row: 3, vendor: { code: "C", name: "New", defaultCurrency: "SEK" } }]);
});

test("what is mapped is replaced, what is not stays, and only keys outlive an empty cell", () => {
  const existing = vendor("a", { code: "A", externalId: "1", country: "SE", registrationNumber: "R" });
  const { changed } = plan([existing], [{ code: "A", name: "New" }], {
    mapped: new Set(["code", "externalId", "name", "country"]),
  });
  const [change] = changed;
  assert.deepEqual(change?.changes, [
    { member: "name", from: "Name of a", to: "New" },
    { member: "country", from: "SE" },
  ]);
  assert.deepEqual(JSON.parse(JSON.stringify(change?.vendor)), {
    code: "A",
    externalId: "1",
    name: "New",
    defaultCurrency: "EUR",
    registrationNumber: "R",
    state: "ACTIVE",
  });
});

test("a vendor that is as the file has it is left alone", () => {
  const existing = vendor("a", { code: "A", country: "SE" });
  assert.deepEqual(plan([existing], [{ code: "A", name: "Name of a" }]), {
    ...NOTHING,
    unchanged: [{ row: 1, id: "a" }],
  });
});

test("an archived vendor and a draft that the file names become active", () => {
  const vendors = [
    vendor("a", { code: "A", externalId: "1", state: "ARCHIVED" }),
    vendor("b", { externalId: "2", state: "DRAFT" }),
  ];
  const { changed } = plan(vendors, [
    { code: "A", name: "Name of a" },
    { code: "B", externalId: "2", name: "Name of b" },
  ]);
  assert.deepEqual(
    changed.map((one) => one.changes),
    [
      [{ member: "state", from: "ARCHIVED", to: "ACTIVE" }],
      [
        { member: "code", to: "B" },
        { member: "state", from: "DRAFT", to: "ACTIVE" },
      ],
    ],
  );
});

test("a draft is recognised by its tax number, else by its name, and becomes active instead of twice there", () => {
  const vendors = [
    vendor("a", { name: "Nordic Paper", state: "DRAFT", taxRegistrationNumber: "SE 5560-1" }),
    vendor("b", { name: "Baltic  timber", state: "DRAFT" }),
    vendor("c", { name: "Old Mill", state: "DRAFT", taxRegistrationNumber: "SE77" }),
    vendor("d", { name: "Active", code: "D" }),
  ];
  const mapped = new Set(["code", "externalId", "name", "defaultCurrency", "taxRegistrationNumber"] as const);
  const row = (number: number, name: string, taxRegistrationNumber?: string) => ({
    code: `V${number}`,
    externalId: `${number}`,
    name,
    defaultCurrency: "EUR",
    taxRegistrationNumber,
  });
  const rows = [
    row(1, "Nordic Paper AB", "se5560.1"),
    row(2, "BALTIC TIMBER", "SE88"),
    row(3, "Old Mill", "SE99"),
    row(4, "Active"),
  ];
  const { created, changed, faults } = plan(vendors, rows, { mapped });
  assert.deepEqual(faults, []);
  assert.deepEqual(
    changed.map((one) => [one.row, one.id, one.vendor.code, one.vendor.state]),
    [
      [1, "a", "V1", "ACTIVE"],
      [2, "b", "V2", "ACTIVE"],
    ],
  );
  assert.deepEqual(
    created.map((one) => one.row),
    [3, 4],
    "another tax number is another vendor, and only drafts go by their name",
  );
});

test("a row that could be several drafts, and a draft that could be several rows, are faults", () => {
  const draft = (id: string, name: string) => vendor(id, { name, state: "DRAFT" });
  const vendors = [draft("a", "Nordic"), draft("b", "nordic"), draft("c", "Mill")];
  const { changed, created, faults } = plan(vendors, [
    { code: "V1", externalId: "1", name: "Nordic" },
    { code: "V2", externalId: "2", name: "Mill" },
    { code: "V3", externalId: "3", name: "Mill" },
  ]);
  assert.deepEqual(
    faults.map(({ row, message }) => [row, message]),
    [
      [1, "could be any of the drafts a, b: activate the right one first"],
      [3, "names vendor c, as row 2 does"],
    ],
  );
  assert.deepEqual([changed.map((one) => one.id), created], [["c"], []]);
});

test("a change of a vendor without an external id is a fault, unless the row brings one", () => {
  const vendors = [vendor("a", { code: "A" }), vendor("b", { code: "B" })];
  const rows = [
    { code: "A", name: "New" },
    { code: "B", externalId: "2", name: "New" },
  ];
  const { changed, faults } = plan(vendors, rows);
  assert.deepEqual(
    changed.map((one) => one.id),
    ["b"],
  );
  assert.deepEqual(
    faults.map((fault) => fault.row),
    [1],
  );
  assert.match(faults[0]?.message ?? "", /can't change name: that needs an externalId/);
});

test("what an earlier row said, or says of two vendors, is a fault that names the other", () => {
  const vendors = [vendor("a", { code: "A", externalId: "1" }), vendor("b", { code: "B", externalId: "2" })];
  const { faults } = plan(vendors, [
    { code: "A", name: "Name of a" },
    { code: "A", externalId: "7", name: "Name of a" },
    { externalId: "1", name: "Name of a" },
    { externalId: "7", name: "Again" },
    { code: "B", externalId: "3", name: "Name of b" },
    { externalId: "2", name: "Name of b" },
  ]);
  assert.deepEqual(
    faults.map((fault) => [fault.row, fault.message]),
    [
      [2, 'has the code "A", as row 1 has'],
      [3, "names vendor a, as row 1 does"],
      [4, 'has the externalId "7", as row 2 has'],
      [6, "names vendor b, as row 5 does"],
    ],
  );
  const mixed = plan(vendors, [{ code: "A", externalId: "2", name: "x" }]);
  assert.match(
    mixed.faults[0]?.message ?? "",
    /code "A" is vendor a's, but the externalId "2" is vendor b's/,
  );
});

test("only active vendors are archived, and none when a row is faulty or there is none", () => {
  const vendors = [
    vendor("a", { code: "A" }),
    vendor("b", { code: "B" }),
    vendor("c", { state: "DRAFT" }),
    vendor("d", { code: "D", state: "ARCHIVED" }),
  ];
  const named = { code: "A", name: "Name of a" };
  const ids = (rows: Row[]) =>
    plan(vendors, rows, { archiveMissing: true }).archived.map((archived) => archived.id);
  assert.deepEqual(ids([named]), ["b"]);
  assert.deepEqual(ids([named, named]), []);
  const broken = plan(vendors, [named, new RowFault("broken", "Code")], { archiveMissing: true });
  assert.deepEqual(broken, {
    ...NOTHING,
    unchanged: [{ row: 1, id: "a" }],
    faults: [{ row: 2, message: "broken", param: "Code" }],
    archivingHeldBack: "FAULTY_ROWS",
  });
  assert.deepEqual(plan(vendors, [], { archiveMissing: true }), {
    ...NOTHING,
    archivingHeldBack: "NO_ROWS",
  });
});

test("a row that no server would take is a fault before it is sent", () => {
  const column = (name: string) => ({ column: name });
  const mapping = { vendor: Object.fromEntries(VENDOR_MEMBERS.map((member) => [member, column(member)])) };
  const parsed = parseVendorMapping(JSON.stringify(mapping));
  const vendorRow = (cells: Record<string, string>) => parsed.vendorRow(rowOf(cells));
  const good = { code: "A", name: "Paper", defaultCurrency: "SEK" };
  assert.deepEqual(vendorRow({ ...good, country: " SE ", externalId: "" }), { ...good, country: "SE" });
  const bad: [Record<string, string>, RegExp][] = [
    [{ ...good, code: "" }, /neither code nor externalId/],
    [{ ...good, name: "" }, /^has no name$/],
    [{ ...good, name: "n".repeat(201) }, /^name must be at most 200 characters/],
    [{ ...good, defaultCurrency: "Euro" }, /^defaultCurrency must be three capital letters/],
    [{ ...good, country: "Sweden" }, /^country must be two capital letters/],
  ];
  for (const [cells, message] of bad) {
    assert.throws(
      () => vendorRow(cells),
      (error) => error instanceof RowFault && message.test(error.message),
    );
  }
});

test("a mistake in a vendor mapping is named by its place", () => {
  const mistakes: [unknown, RegExp][] = [
    [{}, /^vendor must be an object/],
    [{ vendor: { name: "x" } }, /^vendor must have code or externalId/],
    [{ vendor: { code: "x", iban: "y" } }, /^vendor: "iban" is not known/],
    [{ vendor: { code: { column: "" } } }, /^vendor\.code\.column /],
    [{ vendor: { code: "x" }, csv: { delimiter: "" } }, /^csv\.delimiter/],
    [{ vendor: { code: "x" }, entry: {} }, /"entry" is not known/],
  ];
  for (const [mapping, message] of mistakes) {
    assert.throws(
      () => parseVendorMapping(JSON.stringify(mapping)),
      (error) => error instanceof MappingError && message.test(error.message),
      `${message}`,
    );
  }
});
