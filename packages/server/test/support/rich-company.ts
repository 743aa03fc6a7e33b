import assert from "node:assert/strict";
import { ExportJob } from "@ledgerport/contract";
import type { TestCompany, TestServer } from "@ledgerport/testkit";
import { entryRow } from "./entries.ts";

/** A currency whose amounts have fractions of a hundredth. */
export const dinars = (value: number) => ({ inWalletCurrency: { currency: "KWD", value } });

/** The company's wallets, of which `richRow` uses one. */
export const CONTRA_ACCOUNTS = [
  { currency: "EUR", name: "Wallet", code: "1360" },
  { currency: "KWD", name: "Dinar wallet", code: "1361" },
];

const REFERENCE = {
  accounts: [
    { code: "7010", name: "Meals", identifier: "meals" },
    { code: "1576", name: "Input tax" },
  ],
  "tax-codes": [
    {
      code: "V20",
      name: "20 %",
      rate: 0.2,
      type: "inclusive",
      ingoingTaxAccountCode: "1576",
      outgoingTaxAccountCode: "1576",
    },
  ],
  "tag-groups": [{ code: "office", name: "Office", tags: [{ code: "BER" }] }],
  teams: [{ code: "S1", name: "Sales" }],
  employees: [{ code: "E17", name: "Robin Ek" }],
  "contra-accounts": CONTRA_ACCOUNTS,
};

/** A company with reference data of every kind, as `richRow` names them. */
export async function richCompany(server: TestServer): Promise<TestCompany> {
  const company = await server.company();
  for (const [list, body] of Object.entries(REFERENCE)) {
    const path = `/platform/v1/companies/${company.id}/${list}`;
    const answer = await server.request("PUT", path, { key: company.key, body });
    assert.equal(answer.status, 200, answer.text);
  }
  return company;
}

/** An entry row with everything that an export item can show. */
export function richRow(externalRef: string): Record<string, unknown> {
  return entryRow(externalRef, {
    type: "direct_reimbursement",
    subType: "reimbursement_to_employee",
    amount: dinars(12000),
    note: "Lunch with a customer",
    reconciliationId: "R-1",
    lines: [
      {
        amount: dinars(9000.2),
        accountCode: "7010",
        taxCode: "V20",
        tags: [{ groupCode: "office", code: "BER" }],
      },
      { amount: dinars(2999.8) },
    ],
    supplier: {
      name: "Cafe Nord",
      code: "CN",
      account: "4400",
      taxIdentifier: "DE1",
      categoryCode: "5812",
      country: "DE",
    },
    employeeCode: "E17",
    teamCode: "S1",
    attendees: ["Kim Larsen"],
    invoice: { invoiceDate: "2025-05-20", invoiceNumber: "I-7", status: "paid" },
    reconciledEntries: ["0197a3c2-7000-7b00-8c00-000000000001"],
    servicePeriod: { from: "2025-05-01", to: "2025-05-31" },
    links: { web: "https://platform.example/e/1" },
  });
}

/** Creates a job in one version, which must work, and answers its id. */
export async function createdJob(
  server: TestServer,
  company: TestCompany,
  version: string,
  accountingEntryIds: readonly string[],
): Promise<string> {
  const answer = await server.request("POST", `/${version}/export-jobs`, {
    key: company.key,
    body: { accountingEntryIds },
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.one(ExportJob).id;
}
