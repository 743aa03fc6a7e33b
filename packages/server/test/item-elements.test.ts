import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { API_VERSIONS, ExportJobItemUpdateAnswer, ExportJobItemUpdateAnswerV2 } from "@ledgerport/contract";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { createdJob } from "./support/rich-company.ts";

let server: TestServer;
before(async () => {
  server = await testServer();
});
after(() => server.close());

for (const version of API_VERSIONS) {
  test(`${version}: whatever is bad about one element stops no other`, async () => {
    const company = await server.company();
    await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
      key: company.key,
      body: [{ currency: "EUR", name: "Wallet" }],
    });
    const [good = "", other = ""] = await importedIds(server, company, [entryRow("a"), entryRow("b")]);
    const job = await createdJob(server, company, version, [good, other]);
    const bad: [unknown, string | null][] = [
      [null, null],
      [7, null],
      [[], null],
      [{}, null],
      [{ status: "successful" }, null],
      [{ accountingEntryId: null, status: "successful" }, null],
      [{ accountingEntryId: 7, status: "successful" }, null],
      [{ accountingEntryId: "x\u0000", status: "successful" }, "x\u0000"],
      [{ accountingEntryId: other, status: "nonsense" }, other],
      [{ accountingEntryId: other }, other],
      [{ accountingEntryId: other, status: "failed", failureReasonType: "nonsense" }, other],
      [{ accountingEntryId: other, status: "failed", failureReason: "\u0000" }, other],
      [{ accountingEntryId: other, status: "successful", exportedAt: "2025-02-30T00:00:00Z" }, other],
    ];
    const answer = await server.request("PUT", `/${version}/export-jobs/${job}/items`, {
      key: company.key,
      body: [
        ...bad.map(([element]) => element),
        {
          accountingEntryId: good.toUpperCase(),
          status: "successful",
          type: "ignored",
          externalId: null,
          exportedAt: "2025-05-23T15:21:32.123456789",
        },
      ],
    });
    assert.equal(answer.status, 200, answer.text);
    const schema = version === "v3" ? ExportJobItemUpdateAnswer : ExportJobItemUpdateAnswerV2;
    const { data, errors } = answer.as(schema);
    assert.deepEqual(
      data.map(({ accountingEntryId, status, exportedAt }) => ({ accountingEntryId, status, exportedAt })),
      [{ accountingEntryId: good, status: "successful", exportedAt: "2025-05-23T15:21:32Z" }],
    );
    assert.deepEqual(
      errors.map(({ accountingEntryId, type }) => [accountingEntryId, type]),
      bad.map(([, id]) => [id, "ACCOUNTING_ENTRY_UPDATE_FAILED"]),
    );
  });
}
