import type { AccountRow, EmployeeRow, TaxCodeRow, TeamRow } from "@ledgerport/sdk";
import { RowFault } from "../mapping/fault.ts";
import type { Json } from "../mapping/json.ts";
import { isObject, plainText } from "../mapping/json.ts";
import type { ReferenceMapping, TagGroupMapping } from "../mapping/reference-mapping.ts";
import type { Read } from "../mapping/scope.ts";
import type { Row } from "../tables/row.ts";

/** A record that a file names. */
interface NamedRecord {
  code: string;
  name: string;
}

/** The records of one kind that a file names, each code once: the first that is said of it counts. */
export class Records<Kind extends { code: string; name?: string }> {
  readonly #templates: readonly Read<Json>[];
  readonly #records = new Map<string, NamedRecord>();

  constructor(templates: readonly Read<Json>[]) {
    this.#templates = templates;
  }

  get size(): number {
    return this.#records.size;
  }

  /** Takes what a row names. Throws RowFault. */
  add(row: Row): void {
    for (const read of this.#templates) {
      const record = read(row);
      if (!isObject(record) || record["code"] === undefined) continue;
      const code = plainText(record["code"]);
      if (this.#records.has(code)) continue;
      const { name = code } = record;
      this.#records.set(code, { ...record, code, name: plainText(name) });
    }
  }

  /** The records in portions that are small enough for any body limit. */
  *batches(size: number): Generator<Kind[], void, undefined> {
    // The server checks each record against its schema and names what is wrong.
    const records = [...this.#records.values()] as unknown as Kind[];
    for (let start = 0; start < records.length; start += size) yield records.slice(start, start + size);
  }
}

/** The reference data that a file names, but for vendors. */
export class CollectedReference {
  readonly accounts: Records<AccountRow>;
  readonly taxCodes: Records<TaxCodeRow>;
  readonly teams: Records<TeamRow>;
  readonly employees: Records<EmployeeRow>;
  readonly tagGroups: readonly { group: TagGroupMapping; tags: Records<NamedRecord> }[];

  constructor(mapping: ReferenceMapping) {
    this.accounts = new Records(mapping.accounts);
    this.taxCodes = new Records(mapping.taxCodes);
    this.teams = new Records(mapping.teams);
    this.employees = new Records(mapping.employees);
    this.tagGroups = mapping.tagGroups.map((group) => ({ group, tags: new Records(group.tags) }));
  }

  /** Takes what a row names, as far as it can be read; gives why some of it can't. */
  add(row: Row): RowFault | undefined {
    let fault: RowFault | undefined;
    const all = [
      this.accounts,
      this.taxCodes,
      this.teams,
      this.employees,
      ...this.tagGroups.map(({ tags }) => tags),
    ];
    for (const records of all) {
      try {
        records.add(row);
      } catch (error) {
        if (!(error instanceof RowFault)) throw error;
        fault ??= error;
      }
    }
    return fault;
  }
}
