import { randomUUID } from "node:crypto";
import type pg from "pg";
import { jobBody } from "./support/company.ts";
import { interleaved, milliseconds } from "./support/measure.ts";
import type { Benchmark } from "./support/report.ts";
import { copyOf, startWorld } from "./support/world.ts";

/** Creating a job over HTTP against the statements that have the same effect. */
export const createJob: Benchmark = {
  name: "create-job",
  title: "creating a job over HTTP against bare SQL that writes the same job, items, locks and history",
  async run(scale, show) {
    const world = await startWorld(scale.statistics);
    try {
      for (const size of scale.sizes) {
        const source = await world.company();
        await source.import(size);
        const entryIds = await source.entryIds();
        const times = await interleaved(scale.rounds(size), {
          subject: async () => {
            const company = await copyOf(world, source);
            const body = jobBody(company.id, entryIds);
            return milliseconds(() => company.createJob(body));
          },
          baseline: async () => {
            const company = await copyOf(world, source);
            return milliseconds(() => createBare(world.bare, company.id, entryIds));
          },
        });
        show({
          what: "create a job",
          size,
          ...times,
          unit: "ms",
          aim: { at: "most", ratio: 1.5 },
          memory: await world.server.peakMemory(),
        });
      }
    } finally {
      await world.close();
    }
  },
};

/** All that a new job leaves in the database, and no check of anything. */
async function createBare(bare: pg.Client, companyId: string, entryIds: readonly string[]): Promise<void> {
  const jobId = randomUUID();
  const at = new Date();
  await bare.query("BEGIN");
  await bare.query(
    `INSERT INTO export_jobs (company_id, id, number, status, is_interactive, vendor_based_bookkeeping, number_of_items,
       entry_types, wallet_currencies, expires_in, created_at, last_updated_at, expires_at)
     VALUES ($1, $2, (SELECT coalesce(max(number), 0) + 1 FROM export_jobs WHERE company_id = $1), 'pending', true, false, $3, '{card_purchase}', '{EUR}', 3600, $4, $4, $4)`,
    [companyId, jobId, entryIds.length, at],
  );
  await bare.query(
    `INSERT INTO entry_locks (company_id, entry_id, job_id, exported)
     SELECT $1, id, $2, false FROM unnest($3::uuid[]) AS id ORDER BY id`,
    [companyId, jobId, entryIds],
  );
  await bare.query(
    `INSERT INTO export_job_items (company_id, job_id, entry_id, position, status)
     SELECT $1, $2, id, position, 'pending' FROM unnest($3::uuid[]) WITH ORDINALITY AS wanted (id, position)`,
    [companyId, jobId, entryIds],
  );
  await bare.query(
    `INSERT INTO history (company_id, at, actor, subject, job_id, entry_id, from_status, to_status)
     SELECT $1::uuid, $2::timestamptz, 'bare', 'entry', $3::uuid, id, 'NOT_EXPORTED', 'QUEUED' FROM unnest($4::uuid[]) AS id
     UNION ALL SELECT $1, $2, 'bare', subject, $3, NULL::uuid, NULL, 'pending' FROM unnest('{job,item}'::text[]) AS subject`,
    [companyId, at, jobId, entryIds],
  );
  await bare.query("COMMIT");
}
