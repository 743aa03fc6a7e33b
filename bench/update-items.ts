import type pg from "pg";
import { type Company, jobBody } from "./support/company.ts";
import { interleaved, milliseconds } from "./support/measure.ts";
import type { Benchmark } from "./support/report.ts";
import { type World, startWorld } from "./support/world.ts";

const AT_ONCE = 100;
/** Updates measured at each size, on as many jobs of that size as it takes. */
const UPDATES = 100;
/** Updates before the first one that counts: code is compiled while it runs, and a server runs for longer than a benchmark. */
const WARM_UP = 500;

/** Reporting 100 exported items over HTTP against the statements that have the same effect. */
export const updateItems: Benchmark = {
  name: "update-items",
  title: "an update of 100 items to successful over HTTP against bare SQL that writes the same",
  async run(scale, show) {
    const world = await startWorld(scale.statistics);
    try {
      await warmUp(world);
      for (const size of scale.sizes) {
        const times = await updateTimes(world, size);
        show({
          what: "update 100 items",
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

/** Lets both sides do the same over and over, on jobs of their own. */
async function warmUp(world: World): Promise<void> {
  const job = await newJob(world, AT_ONCE);
  const path = `/v3/export-jobs/${job.id}/items`;
  for (let update = 0; update < WARM_UP; update += 1) {
    const status = update % 2 === 0 ? "in_progress" : "failed";
    const body = JSON.stringify(job.entryIds.map((id) => Object.assign(successful(id), { status })));
    await job.company.http.send("PUT", path, body);
    await updateBare(world.bare, job, []);
  }
}

/** Medians of as many updates over HTTP and bare, of jobs of a size. */
async function updateTimes(world: World, size: number): Promise<{ subject: number; baseline: number }> {
  const perJob = Math.min(UPDATES, size / AT_ONCE);
  const jobs: [Job, Job][] = [];
  for (let have = 0; have < UPDATES; have += perJob) {
    jobs.push([await newJob(world, size), await newJob(world, size)]);
  }
  await world.settle();
  const place = (round: number, side: 0 | 1): { job: Job; ids: string[] } => {
    const job = jobs[Math.floor(round / perJob)]?.[side];
    if (job === undefined) throw new Error("There are more rounds than updates");
    const start = (round % perJob) * AT_ONCE;
    return { job, ids: job.entryIds.slice(start, start + AT_ONCE) };
  };
  return interleaved(UPDATES, {
    subject: (round) => {
      const { job, ids } = place(round, 0);
      const body = JSON.stringify(ids.map(successful));
      return milliseconds(() => job.company.http.send("PUT", `/v3/export-jobs/${job.id}/items`, body));
    },
    baseline: (round) => {
      const { job, ids } = place(round, 1);
      return milliseconds(() => updateBare(world.bare, job, ids));
    },
  });
}

interface Job {
  company: Company;
  id: string;
  entryIds: string[];
}

async function newJob(world: World, size: number): Promise<Job> {
  const company = await world.company();
  await company.import(size);
  const entryIds = await company.entryIds();
  const id = await company.createJob(jobBody(company.id, entryIds));
  await company.http.send("POST", "/v3/export-job-events", JSON.stringify({ jobId: id, event: "started" }));
  return { company, id, entryIds };
}

function successful(accountingEntryId: string): object {
  return {
    accountingEntryId,
    status: "successful",
    exportedAt: "2025-05-23T15:21:32Z",
    externalId: externalIdOf(accountingEntryId),
    externalUrl: `https://erp.example.com/vouchers/${externalIdOf(accountingEntryId)}`,
  };
}

function externalIdOf(entryId: string): string {
  return `VOUCHER-${entryId.slice(0, 13)}`;
}

/** All that the update leaves in the database, and no check of anything. */
async function updateBare(bare: pg.Client, job: Job, ids: string[]): Promise<void> {
  const companyId = job.company.id;
  const at = new Date("2025-05-23T15:21:32Z");
  const externalIds = ids.map(externalIdOf);
  const urls = externalIds.map((id) => `https://erp.example.com/vouchers/${id}`);
  await bare.query("BEGIN");
  await bare.query({
    name: "job",
    text: `UPDATE export_jobs SET last_updated_at = now(), expires_at = now() + expires_in * interval '1 second'
           WHERE company_id = $1 AND id = $2`,
    values: [companyId, job.id],
  });
  await bare.query({
    name: "items",
    // The quickest statement known: a plain UPDATE … FROM unnest reads the whole job until the planner has statistics.
    text: `INSERT INTO export_job_items AS i (company_id, job_id, position, entry_id, status, exported_at, external_id, external_url)
           SELECT $1, $2, 0, entry_id, 'successful', $3, external_id, url
           FROM unnest($4::uuid[], $5::text[], $6::text[]) AS u (entry_id, external_id, url)
           ON CONFLICT (company_id, job_id, entry_id) DO UPDATE SET status = excluded.status,
             exported_at = excluded.exported_at, external_id = excluded.external_id, external_url = excluded.external_url`,
    values: [companyId, job.id, at, ids, externalIds, urls],
  });
  await bare.query({
    name: "locks",
    text: `UPDATE entry_locks SET job_id = NULL, exported = true WHERE company_id = $1 AND entry_id = ANY ($2::uuid[])`,
    values: [companyId, ids],
  });
  await bare.query({
    name: "history",
    text: `INSERT INTO history (company_id, at, actor, subject, job_id, entry_id, from_status, to_status)
           SELECT $1::uuid, now(), 'bare', 'item', $2::uuid, id, 'pending', 'successful' FROM unnest($3::uuid[]) AS id
           UNION ALL SELECT $1, now(), 'bare', 'entry', $2, id, 'EXPORTING', 'EXPORTED' FROM unnest($3::uuid[]) AS id`,
    values: [companyId, job.id, ids],
  });
  await bare.query("COMMIT");
}
