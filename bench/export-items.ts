import { type Child, startChild } from "./support/child.ts";
import { type Company, jobBody } from "./support/company.ts";
import { requestsPerSecond } from "./support/load.ts";
import { interleaved } from "./support/measure.ts";
import type { Benchmark } from "./support/report.ts";
import { type World, startWorld } from "./support/world.ts";

/** Pages that the load goes through, spread over the whole job. */
const MOST_PAGES = 100;
const LOAD_ROUNDS = 4;

/** Pages of export items under load against bare servers of the same pages. */
export const exportItems: Benchmark = {
  name: "export-items",
  title: "a page of 100 export items on 32 connections against bare node:http servers",
  async run(scale, show) {
    const world = await startWorld(scale.statistics);
    try {
      await world.bare.query(
        "CREATE TABLE bench_documents (company_id uuid, entry_id uuid, doc text NOT NULL, PRIMARY KEY (company_id, entry_id))",
      );
      for (const size of scale.sizes) {
        const { company, jobId, paths } = await jobWithDocuments(world, size);
        const step = Math.max(1, Math.floor(paths.length / MOST_PAGES));
        const pages = paths.flatMap((path, page) => (page % step === 0 ? [{ path, page }] : []));
        const bareServer = await startBare(
          world,
          company,
          jobId,
          pages.map(({ page }) => page),
        );
        const bare = (kind: string) => () =>
          requestsPerSecond(
            bareServer.url,
            pages.map(({ page }) => `/${kind}/${page}`),
            scale,
          );
        const load = { ...scale, key: company.key };
        const subjectPaths = pages.map(({ path }) => path);
        const rates = await interleaved(Math.min(LOAD_ROUNDS, scale.rounds(size)), {
          subject: () => requestsPerSecond(world.server.url, subjectPaths, load),
          sql: bare("sql"),
          memory: bare("memory"),
        });
        await bareServer.stop();
        const memory = await world.server.peakMemory();
        const figure = { size, subject: rates.subject, unit: "requests/s" as const, memory };
        const least = (ratio: number) => ({ at: "least" as const, ratio });
        show({ ...figure, what: "page of 100, bare: leanest SQL", baseline: rates.sql, aim: least(0.7) });
        show({
          ...figure,
          what: "page of 100, bare: JSON.stringify",
          baseline: rates.memory,
          aim: least(0.5),
        });
      }
    } finally {
      await world.close();
    }
  },
};

/** A job, the paths of its pages, and its items as finished documents for the bare server to read. */
async function jobWithDocuments(
  world: World,
  size: number,
): Promise<{ company: Company; jobId: string; paths: string[] }> {
  const company = await world.company();
  await company.import(size);
  const jobId = await company.createJob(jobBody(company.id, await company.entryIds()));
  const paths: string[] = [];
  for await (const { path, text } of company.pages(jobId)) {
    paths.push(path);
    const { data } = JSON.parse(text) as { data: { accountingEntryId: string }[] };
    await world.bare.query("INSERT INTO bench_documents SELECT $1, * FROM unnest($2::uuid[], $3::text[])", [
      company.id,
      data.map((item) => item.accountingEntryId),
      data.map((item) => JSON.stringify(item)),
    ]);
  }
  await world.bare.query("VACUUM ANALYZE bench_documents");
  await world.settle();
  return { company, jobId, paths };
}

function startBare(world: World, company: Company, jobId: string, pages: readonly number[]): Promise<Child> {
  return startChild("bare-server.ts", {
    BARE_DATABASE_URL: world.bareUrl,
    BARE_JOB: `${company.id} ${jobId}`,
    BARE_PAGES: pages.join(" "),
  });
}
