import { keywordsOf } from "@ledgerport/contract";
import type { TestAnswer, TestServer } from "@ledgerport/testkit";
import { importedIds } from "../support/entries.ts";
import { CONTRA_ACCOUNTS, createdJob, richCompany, richRow } from "../support/rich-company.ts";
import type { FuzzRequest } from "./requests.ts";

/** What requests can refer to, and the keys they are sent with. */
export interface World {
  keys: Map<string, string | undefined>;
  /** Ids by kind. */
  ids: Map<string, string[]>;
  /** The text with real ids in place of the placeholders. */
  filled(text: string): string;
  /** Gives the company back what jobs need and other requests replace. */
  restore(): Promise<void>;
  /** Takes over the id of what a request made. */
  learn(request: FuzzRequest, answer: TestAnswer): void;
}

/** What an operation makes, by its id; such things can be referred to from then on. */
const MAKES: Readonly<Record<string, string>> = {
  createExportJob: "job",
  createApiKey: "key",
  createSubscription: "subscription",
  createOrganisation: "organisation",
  createVendor: "vendor",
};

/** A company with entries and jobs, an organisation, a foreign company, and a key of every kind. */
export async function createWorld(server: TestServer): Promise<World> {
  const company = await richCompany(server);
  const foreign = await server.company();
  const organisationId = await server.organisation();
  const sister = await server.company({ organisationId });
  const rows = Array.from({ length: 300 }, (_, index) => ({
    ...richRow(`F-${index}`),
    reconciledEntries: [],
  }));
  const entries = await importedIds(server, company, rows);
  const job = await createdJob(server, company, "v3", entries.slice(0, 3));
  const keys = new Map([
    ["company", company.key],
    ["admin", server.adminKey],
    [
      "organisation",
      await server.key({ organisationId }, ["platform:read", "platform:write", "export-jobs:read"]),
    ],
    ["reader", await server.key({ companyId: company.id }, ["platform:read", "export-jobs:read"])],
    ["foreign", foreign.key],
    ["none", undefined],
    ["nonsense", "lp_nonsense"],
  ]);
  const ids = new Map([
    ["company", [company.id, company.id, company.id, sister.id]],
    ["organisation", [organisationId]],
    ["entry", entries],
    ["job", [job]],
    ["key", []],
    ["subscription", []],
    ["delivery", []],
    ["vendor", []],
  ] as [string, string[]][]);
  return {
    keys,
    ids,
    filled: (text) =>
      text.replaceAll(/@(\w+):(\d+)@/g, (_, kind: string, index: string) => {
        const known = ids.get(kind) ?? [];
        // The newest is the likeliest to be still as it was made.
        return known[known.length - 1 - (Number(index) % Math.max(known.length, 1))] ?? crypto.randomUUID();
      }),
    async restore() {
      const path = `/platform/v1/companies/${company.id}/contra-accounts`;
      await server.request("PUT", path, { key: company.key, body: CONTRA_ACCOUNTS });
    },
    learn({ route }, answer) {
      const kind = MAKES[route.operation.id];
      const id = keywordsOf(keywordsOf(answer.body)["data"])["id"];
      if (kind === undefined || typeof id !== "string") return;
      const known = ids.get(kind) ?? [];
      known.push(id);
      if (known.length > 8) known.shift();
    },
  };
}
