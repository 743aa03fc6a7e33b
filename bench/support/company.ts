import type pg from "pg";
import type { HttpClient } from "./http-client.ts";
import { ndjsonRows } from "./rows.ts";

const PAGE = 100;

/** A company of a benchmark, used the way a platform and an integration do, over HTTP. */
export class Company {
  readonly id: string;
  readonly key: string;
  readonly http: HttpClient;
  readonly #bare: pg.Client;

  constructor(id: string, key: string, http: HttpClient, bare: pg.Client) {
    this.id = id;
    this.key = key;
    this.http = http;
    this.#bare = bare;
  }

  /** Imports entries as one NDJSON body. Throws unless all of them are new. */
  async import(count: number, body: Iterable<Buffer> = ndjsonRows(count)): Promise<void> {
    const path = `/platform/v1/companies/${this.id}/entries:import`;
    const text = await this.http.send("POST", path, body, "application/x-ndjson");
    const { data } = JSON.parse(text) as { data: { created: number } };
    if (data.created !== count) throw new Error(`Of ${count} rows only ${data.created} were imported`);
  }

  /** The ids of the company's entries. */
  async entryIds(): Promise<string[]> {
    const { rows } = await this.#bare.query<{ id: string }>(
      "SELECT id FROM accounting_entries WHERE company_id = $1 ORDER BY id",
      [this.id],
    );
    return rows.map((row) => row.id);
  }

  /** Creates a job and gives its id. */
  async createJob(body: string): Promise<string> {
    return (JSON.parse(await this.http.send("POST", "/v3/export-jobs", body)) as { data: { id: string } })
      .data.id;
  }

  /** A job's pages of 100 export items in order, with the paths that they are read at: the first has no cursor. */
  async *pages(jobId: string): AsyncGenerator<{ path: string; text: string }, void, undefined> {
    const base = `/v3/export-items?job_id=${jobId}&limit=${PAGE}`;
    for (let path: string | undefined = base; path !== undefined;) {
      const text = await this.http.send("GET", path);
      yield { path, text };
      const { pagination } = JSON.parse(text) as { pagination: { hasNextPage: boolean; endCursor?: string } };
      path = pagination.hasNextPage ? `${base}&after=${pagination.endCursor}` : undefined;
    }
  }
}

/** The body that creates a job of entries. */
export function jobBody(companyId: string, entryIds: readonly string[]): string {
  return JSON.stringify({ companyId, accountingEntryIds: entryIds });
}
