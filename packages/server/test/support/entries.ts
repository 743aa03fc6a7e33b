import assert from "node:assert/strict";
import { Entry, ImportResult } from "@ledgerport/contract";
import type { TestCompany, TestServer } from "@ledgerport/testkit";

/** A small valid entry row. */
export function entryRow(
  externalRef: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    externalRef,
    type: "card_purchase",
    date: "2025-05-22",
    amount: { inWalletCurrency: { currency: "EUR", value: 12000 } },
    ...changes,
  };
}

/** Imports rows as NDJSON, all of which must be taken, and answers their ids in the order of the rows. */
export async function importedIds(
  server: TestServer,
  company: TestCompany,
  rows: readonly Record<string, unknown>[],
): Promise<string[]> {
  const imported = await server.request("POST", `/platform/v1/companies/${company.id}/entries:import`, {
    key: company.key,
    headers: { "content-type": "application/x-ndjson" },
    raw: rows.map((row) => JSON.stringify(row)).join("\n"),
  });
  assert.equal(imported.status, 200, imported.text);
  assert.equal(imported.one(ImportResult).failed, 0, imported.text);
  const refs = new Map<string, string>();
  let cursor = "";
  do {
    const path = `/platform/v1/companies/${company.id}/entries?limit=100${cursor}`;
    const page = await server.request("GET", path, { key: company.key });
    assert.equal(page.status, 200, page.text);
    for (const { externalRef, id } of page.list(Entry)) refs.set(externalRef, id);
    const { hasNextPage, endCursor } = page.pagination();
    cursor = hasNextPage ? `&after=${endCursor}` : "";
  } while (cursor !== "");
  return rows.map(
    (row) => refs.get(String(row["externalRef"])) ?? assert.fail("an imported entry is not listed"),
  );
}
