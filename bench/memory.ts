import { type Company, jobBody } from "./support/company.ts";
import type { Benchmark } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const AT_ONCE = 100;
const MEGABYTE = 1e6;

/** The server's peak memory over a whole export, from the import to the end of the job. */
export const memory: Benchmark = {
  name: "memory",
  title:
    "the server's peak memory over an export: import, one job of all entries, every page, every update, the end",
  async run(scale, show) {
    for (const size of scale.sizes) {
      const world = await startWorld(scale.statistics);
      try {
        await exportAll(await world.company(), size);
        const peak = await world.server.peakMemory();
        show({
          what: "peak memory of a whole export",
          size,
          subject: peak / MEGABYTE,
          baseline: undefined,
          unit: "MB",
          aim: { at: "most", absolute: 350 },
          memory: peak,
        });
      } finally {
        await world.close();
      }
    }
  },
};

async function exportAll(company: Company, size: number): Promise<void> {
  await company.import(size);
  const jobId = await company.createJob(jobBody(company.id, await company.entryIds()));
  const report = (event: string) =>
    company.http.send("POST", "/v3/export-job-events", JSON.stringify({ jobId, event }));
  await report("started");
  const entryIds: string[] = [];
  for await (const { text } of company.pages(jobId)) {
    const { data } = JSON.parse(text) as { data: { accountingEntryId: string }[] };
    entryIds.push(...data.map((item) => item.accountingEntryId));
  }
  for (let start = 0; start < entryIds.length; start += AT_ONCE) {
    const updates = entryIds.slice(start, start + AT_ONCE).map((accountingEntryId) => ({
      accountingEntryId,
      status: "successful",
      externalId: accountingEntryId,
    }));
    await company.http.send("PUT", `/v3/export-jobs/${jobId}/items`, JSON.stringify(updates));
  }
  await report("completed");
}
