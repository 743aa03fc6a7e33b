import type { CallOptions, Client } from "@ledgerport/sdk";
import { RowFault } from "../mapping/fault.ts";
import type { ReferenceMapping } from "../mapping/reference-mapping.ts";
import type { TableMapping } from "../mapping/mapping-file.ts";
import { readTable } from "../tables/read-table.ts";
import type { Row } from "../tables/row.ts";
import { CollectedReference } from "./collect-reference.ts";
import type { Source } from "./source.ts";
import { CollectedVendors } from "./upsert-vendors.ts";

/** What came of a file's reference data. */
export interface ReferenceOutcome {
  /** How many records of each kind the file named. */
  counts: {
    accounts: number;
    taxCodes: number;
    teams: number;
    employees: number;
    tags: number;
    vendors: number;
  };
  /** Rows, by their lines, of which something can't be used. */
  faults: { line: number; message: string; param?: string }[];
}

/** Records in one request. */
const BATCH = 1000;

/**
 * Reads the whole file once and adds the records that it names to the company's reference data; of a code with several
 * the first one counts. A row that can't be read stands in `faults`, the others are not concerned. Throws UsageError as
 * readTable does.
 */
export async function upsertReference(
  client: Client,
  companyId: string,
  source: Source,
  mapping: TableMapping & { reference: ReferenceMapping },
  call: CallOptions = {},
): Promise<ReferenceOutcome> {
  const collected = new CollectedReference(mapping.reference);
  const vendors = new CollectedVendors(mapping.reference.vendors);
  const faults: ReferenceOutcome["faults"] = [];
  for await (const { row, fault } of readTable(source, mapping)) {
    // With entries the same row is told of again, and with its number, when it is sent.
    const faulty = fault ?? collected.add(row) ?? vendors.add(row);
    if (faulty !== undefined) faults.push(faultOf(row, faulty));
  }
  await upsert(client, companyId, collected, call);
  faults.push(...(await vendors.upsert(client, call)));
  const { accounts, taxCodes, teams, employees, tagGroups } = collected;
  return {
    counts: {
      accounts: accounts.size,
      taxCodes: taxCodes.size,
      teams: teams.size,
      employees: employees.size,
      tags: tagGroups.reduce((sum, { tags }) => sum + tags.size, 0),
      vendors: vendors.size,
    },
    faults,
  };
}

function faultOf({ line }: Row, { message, column }: RowFault): ReferenceOutcome["faults"][number] {
  return { line, message, ...(column !== undefined && { param: column }) };
}

async function upsert(
  client: Client,
  companyId: string,
  { accounts, taxCodes, teams, employees, tagGroups }: CollectedReference,
  call: CallOptions,
): Promise<void> {
  const { reference: api } = client.platform;
  // Accounts come first: tax codes name them.
  for (const batch of accounts.batches(BATCH)) await api.accounts.upsert(companyId, batch, call);
  for (const batch of taxCodes.batches(BATCH)) await api.taxCodes.upsert(companyId, batch, call);
  for (const batch of teams.batches(BATCH)) await api.teams.upsert(companyId, batch, call);
  for (const batch of employees.batches(BATCH)) await api.employees.upsert(companyId, batch, call);
  for (const { group, tags } of tagGroups) {
    const { code, name } = group;
    for (const batch of tags.batches(BATCH)) {
      await api.tagGroups.upsert(
        companyId,
        [{ code, ...(name !== undefined && { name }), tags: batch }],
        call,
      );
    }
  }
}
