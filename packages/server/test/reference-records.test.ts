import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AccountRecord, TagGroupRecord, TaxCodeRecord } from "@ledgerport/contract";
import { type TestServer, testServer } from "@ledgerport/testkit";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

async function putAndRead(list: string, body: readonly object[]) {
  const company = await server.company();
  const path = `/platform/v1/companies/${company.id}/${list}`;
  const put = await server.request("PUT", path, { key: company.key, body });
  assert.equal(put.status, 200, put.text);
  const read = await server.request("GET", path, { key: company.key });
  assert.equal(read.status, 200, read.text);
  return read;
}

test("what a reference record was given without is left out when it is read", async () => {
  const accounts = await putAndRead("accounts", [{ code: "7010", name: "Meals" }]);
  const [account] = accounts.list(AccountRecord);
  assert.deepEqual({ ...account, id: "" }, { id: "", code: "7010", name: "Meals", kind: "expense" });
  const taxCodes = await putAndRead("tax-codes", [{ code: "V20", rate: 0.2, type: "inclusive" }]);
  const [taxCode] = taxCodes.list(TaxCodeRecord);
  assert.deepEqual({ ...taxCode, id: "" }, { id: "", code: "V20", rate: 0.2, type: "inclusive" });
});

test("tags are read within their group", async () => {
  const read = await putAndRead("tag-groups", [{ code: "office", tags: [{ code: "BER", name: "Berlin" }] }]);
  const [group] = read.list(TagGroupRecord);
  assert.deepEqual(
    group?.tags.map(({ code, name }) => ({ code, name })),
    [{ code: "BER", name: "Berlin" }],
  );
});
