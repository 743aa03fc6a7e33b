import type { CallOptions, Client, TagGroupRow } from "@ledgerport/sdk";
import { UsageError } from "../exit-codes.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { RecordMapping } from "../mapping/reference-mapping.ts";
import type { Cells } from "../mapping/scope.ts";
import { readCsv } from "./csv-rows.ts";
import type { Source } from "./source.ts";

/** A record that a file names. */
interface NamedRecord {
  code: string;
  name: string;
}

/** How many records of each kind a file named. */
export interface ReferenceCounts {
  accounts: number;
  teams: number;
  employees: number;
  tags: number;
}

/** Records in one request: small enough for any body limit. */
const BATCH = 1000;

/**
 * Reads the whole file once and adds the accounts, teams, employees and tags that it names to the company's reference
 * data; of a code with several names the first one counts. Throws UsageError when the mapping has no `reference`, or
 * the source can't be read twice.
 */
export async function upsertReference(
  client: Client,
  companyId: string,
  source: Source,
  mapping: Mapping,
  call: CallOptions = {},
): Promise<ReferenceCounts> {
  const { reference } = mapping;
  if (reference === undefined)
    throw new UsageError('The mapping has no "reference" to take reference data from');
  if (!source.repeatable)
    throw new UsageError("Reference data can only be taken from a file, not from standard input");
  const accounts = new Collected(reference.accounts);
  const teams = new Collected(reference.teams);
  const employees = new Collected(reference.employees);
  const groups = reference.tagGroups.map((group) => ({ ...group, tags: new Collected(group.tags) }));
  const all = [accounts, teams, employees, ...groups.map((group) => group.tags)];
  for await (const { cells } of readCsv(source.open(), mapping)) {
    if (cells !== undefined) for (const one of all) one.add(cells);
  }
  const { reference: api } = client.platform;
  for (const batch of accounts.batches()) await api.accounts.upsert(companyId, batch, call);
  for (const batch of teams.batches()) await api.teams.upsert(companyId, batch, call);
  for (const batch of employees.batches()) await api.employees.upsert(companyId, batch, call);
  for (const { code, name, tags } of groups) {
    for (const batch of tags.batches()) {
      const group: TagGroupRow = { code, ...(name !== undefined && { name }), tags: batch };
      await api.tagGroups.upsert(companyId, [group], call);
    }
  }
  return {
    accounts: accounts.size,
    teams: teams.size,
    employees: employees.size,
    tags: groups.reduce((sum, group) => sum + group.tags.size, 0),
  };
}

/** The records of one kind, by code. */
class Collected {
  readonly #mapping: RecordMapping | undefined;
  readonly #records = new Map<string, NamedRecord>();

  constructor(mapping: RecordMapping | undefined) {
    this.#mapping = mapping;
  }

  get size(): number {
    return this.#records.size;
  }

  add(cells: Cells): void {
    const code = this.#mapping?.code(cells);
    if (typeof code !== "string" || this.#records.has(code)) return;
    const name = this.#mapping?.name(cells);
    this.#records.set(code, { code, name: typeof name === "string" ? name : code });
  }

  *batches(): Generator<NamedRecord[], void, undefined> {
    const records = [...this.#records.values()];
    for (let start = 0; start < records.length; start += BATCH) yield records.slice(start, start + BATCH);
  }
}
