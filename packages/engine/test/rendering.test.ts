import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReferenceBook } from "../src/reference/model.ts";
import { renderTemplate } from "../src/rendering/render.ts";
import { slots } from "../src/rendering/slots.ts";
import { recordId, testBook } from "./support/entry-rows.ts";

const CONTEXT = {
  publicUrl: "https://lp.example",
  book: testBook,
  vendorBased: false,
  withContraAccount: true,
  files: new Map<string, string>(),
  settled: new Map<string, string>(),
};
const NOTHING = { byCode: new Map<string, string>(), json: new Map<string, string>() };
const EMPTY: ReferenceBook = {
  version: "2",
  accounts: NOTHING,
  taxCodes: { ...NOTHING, rates: new Map() },
  tags: NOTHING,
  teams: NOTHING,
  employees: NOTHING,
  vendors: new Map(),
  contraAccounts: new Map(),
};
const shown = (template: string, context = CONTEXT): unknown => JSON.parse(renderTemplate(template, context));

test("records that are gone are null", () => {
  const template = `[${[
    slots.account(recordId(1, 0)),
    slots.tags([recordId(3, 0), recordId(3, 1)]),
    slots.tax(recordId(2, 0), 0.2, "inclusive", "{}"),
    slots.team(recordId(4, 0)),
    slots.user(recordId(5, 0)),
    slots.contra("EUR"),
  ].join(",")}]`;
  assert.deepEqual(shown(template, { ...CONTEXT, book: EMPTY }), [null, null, null, null, null, null]);
  assert.ok((shown(template) as unknown[]).every((value) => value !== null));
});

test("of several tags the ones that are left are shown", () => {
  const template = slots.tags([recordId(3, 0), recordId(3, 7)]);
  assert.deepEqual(shown(template), [{ id: recordId(3, 0), code: "BER", groupCode: "office" }]);
});

test("a line keeps the rate that its tax was computed with after the code's rate has changed", () => {
  const template = slots.tax(recordId(2, 0), 0.19, "inclusive", '{"value":1900}');
  assert.deepEqual(shown(template), {
    id: recordId(2, 0),
    code: "V20",
    rate: 0.19,
    type: "inclusive",
    amount: { value: 1900 },
  });
});

test("contra accounts, vendors and methods are shown only where the job and the version want them", () => {
  assert.equal(shown(slots.contra("EUR"), { ...CONTEXT, withContraAccount: false }), null);
  assert.equal(shown(slots.bookkeeping("journal")), null);
  assert.deepEqual(shown(slots.bookkeeping("journal"), { ...CONTEXT, vendorBased: true }), {
    method: "journal",
  });
  assert.equal(shown(slots.vendor('a"\u0001b'), { ...CONTEXT, vendorBased: true }), null);
});

test("a broken slot is an error and never a wrong item", () => {
  assert.throws(() => renderTemplate("{\u0001nothing:1\u0001}", CONTEXT), /unknown kind/);
  assert.throws(() => renderTemplate("{\u0001toString:1\u0001}", CONTEXT), /unknown kind/);
  assert.throws(() => renderTemplate("{\u0001\u0001}", CONTEXT), /unknown kind/);
  assert.throws(() => renderTemplate("{\u0001team:1}", CONTEXT), /unfinished slot/);
  assert.throws(() => renderTemplate("\u0001tax:1\u0001", CONTEXT), /malformed tax/);
  assert.throws(() => renderTemplate("\u0001api:1\u0001", CONTEXT), /malformed link/);
});

test("text without slots stays as it is", () => {
  assert.equal(renderTemplate('{"note":"a\\u0001b"}', CONTEXT), '{"note":"a\\u0001b"}');
});
