import assert from "node:assert/strict";
import { SCOPES, Subscription } from "@ledgerport/contract";
import type { TestAnswer, TestRequest, TestServer } from "@ledgerport/testkit";
import { YEARS } from "./years-sql.ts";

/** A company of which there is so much of everything, in an organisation of so many companies. */
export interface Subject {
  size: number;
  id: string;
  organisationId: string;
  /** May do everything in the company. */
  key: string;
  /** May do everything in the organisation. */
  organisationKey: string;
  subscriptionId: string;
  /** Its entries, in the order of their ids. */
  entryIds: string[];
}

const EVENTS = ["v1.export-job.created", "v1.export-job.failed"];

/** Sends a request that must succeed. */
export async function ask(
  server: TestServer,
  method: string,
  path: string,
  request: TestRequest,
): Promise<TestAnswer> {
  const answer = await server.request(method, path, request);
  assert.ok(answer.status < 400, `${method} ${path}: ${answer.text}`);
  return answer;
}

/** Makes a company with `size` entries, vendors, accounts, jobs, deliveries and whatever else there is. */
export async function makeSubject(server: TestServer, size: number): Promise<Subject> {
  const organisationId = await server.organisation();
  const { id, key } = await server.company({ organisationId });
  const organisationKey = await server.key({ organisationId }, SCOPES);
  for (const [kind, body] of Object.entries(referenceData(size))) {
    await ask(server, "PUT", `/platform/v1/companies/${id}/${kind}`, { key, body });
  }
  const made = await ask(server, "POST", "/v1/subscriptions", {
    key,
    body: { endpointUrl: "https://erp.example.com/hook", eventTypes: EVENTS },
  });
  const subscriptionId = made.one(Subscription).id;
  await ask(server, "POST", `/platform/v1/companies/${id}/entries:import`, {
    key,
    headers: { "content-type": "application/x-ndjson" },
    raw: entryRows(size),
  });
  const entryIds = await server.database.write("system", "system:test", async (tx) => {
    for (const text of YEARS) {
      await tx.query({
        text: `WITH given (company, subscription, organisation, size) AS (
                 SELECT $1::uuid, $2::uuid, $3::uuid, $4::integer) ${text}`,
        values: [id, subscriptionId, organisationId, size],
      });
    }
    const rows = await tx.query<{ id: string }>({
      text: "SELECT id FROM accounting_entries WHERE company_id = $1 ORDER BY id",
      values: [id],
    });
    return rows.map((row) => row.id);
  });
  return { size, id, organisationId, key, organisationKey, subscriptionId, entryIds };
}

function referenceData(size: number): Record<string, object[]> {
  const numbered = (letter: string): object[] =>
    Array.from({ length: size }, (_, at) => ({ code: `${letter}${at}`, name: `${letter} ${at}` }));
  return {
    "contra-accounts": [{ currency: "EUR", name: "Wallet" }],
    accounts: numbered("A"),
    "tax-codes": [{ code: "V20", rate: 0.2, type: "inclusive" }],
    "tag-groups": [{ code: "project", name: "Project", tags: numbered("P") }],
    teams: numbered("T"),
    employees: numbered("E"),
  };
}

/**
 * Purchases as NDJSON: each on an account of its own, every other one of a vendor of its own; and a reimbursement, which
 * names the last of them, so that pages look it up.
 */
export function entryRows(size: number): string {
  const amount = { inWalletCurrency: { currency: "EUR", value: 1200 } };
  const tags = (at: number): object[] => [{ groupCode: "project", code: `P${at}` }];
  const rows = Array.from({ length: size }, (_, at) => ({
    externalRef: `row-${at}`,
    type: "card_purchase",
    date: "2025-05-22",
    amount,
    note: `Lunch ${at}`,
    lines: [{ amount, accountCode: `A${at}`, taxCode: "V20", tags: tags(at) }],
    employeeCode: `E${at}`,
    teamCode: `T${at}`,
    ...(at % 2 === 0 ? { bookkeepingMethod: "accounts_payable", vendorCode: `V${at}` } : {}),
  }));
  const reimbursement = {
    externalRef: "reimbursement",
    type: "direct_reimbursement",
    date: "2025-05-23",
    amount,
    employeeCode: "E0",
    reconciledEntries: [`row-${size - 1}`],
  };
  return [...rows, reimbursement].map((row) => JSON.stringify(row)).join("\n");
}
