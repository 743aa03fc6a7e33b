import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDatabase } from "@ledgerport/testkit";
import pg from "pg";
import { migrate } from "../src/index.ts";
import { readMigrations } from "../src/storage/migration-files.ts";

/** The name of the migration that numbers jobs. */
const NUMBERS = "order-of-jobs";

/** A company per number here, each with jobs named by their place in time, in the order in which they were made. */
const COMPANIES = {
  "00000000-0000-4000-8000-000000000001": ["3", "1", "2"],
  "00000000-0000-4000-8000-000000000002": ["1", "2"],
};

const jobId = (place: string): string => `00000000-0000-7000-8000-00000000000${place}`;

test("jobs from before they were numbered are in the order in which the history tells of them", async (t) => {
  const old = await emptyDatabase();
  const steps = await readMigrations();
  const before = steps.findIndex(({ name }) => name === NUMBERS);
  assert.ok(before > 0);
  const { url } = await migrate(old.url, steps.slice(0, before));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  t.after(async () => {
    await client.end();
    await old.close();
  });
  await client.query("SET ledgerport.company = '*'");
  for (const [company, places] of Object.entries(COMPANIES)) {
    await client.query(
      `INSERT INTO companies (id, name, default_currency, bookkeeping_method, created_at, updated_at)
       VALUES ($1, 'Old', 'EUR', 'journal', now(), now())`,
      [company],
    );
    for (const place of places) {
      await client.query(
        `INSERT INTO export_jobs (company_id, id, status, is_interactive, vendor_based_bookkeeping, number_of_items,
           expires_in, created_at, last_updated_at, expires_at, completed_at)
         SELECT $1, $2, 'failed', true, false, 1, 60, at, at, at, at FROM to_timestamp($3) AS at`,
        [company, jobId(place), Number(place) * 3600],
      );
      await client.query(
        `INSERT INTO history (company_id, at, actor, subject, job_id, to_status)
         VALUES ($1, now(), 'system:test', 'job', $2, 'pending'), ($1, now(), 'system:test', 'job', $2, 'failed')`,
        [company, jobId(place)],
      );
    }
  }

  await migrate(url);

  const { rows } = await client.query<{ company: string; jobs: string[]; last: string }>(
    `SELECT j.company_id AS company, array_agg(j.id::text ORDER BY j.number) AS jobs, c.last_number AS last
     FROM export_jobs j JOIN job_counters c ON c.company_id = j.company_id GROUP BY 1, 3 ORDER BY 1`,
  );
  assert.deepEqual(
    rows,
    Object.entries(COMPANIES).map(([company, places]) => ({
      company,
      jobs: places.map(jobId),
      last: String(places.length),
    })),
  );
});
