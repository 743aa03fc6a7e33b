import { type Company, jobBody } from "./support/company.ts";
import { interleaved, milliseconds } from "./support/measure.ts";
import type { Benchmark } from "./support/report.ts";
import { copyOf, startWorld } from "./support/world.ts";

/** Looking before a job is created, and at the whole queue, against creating that job. */
export const readiness: Benchmark = {
  name: "readiness",
  title: "a preflight and the readiness of the queue against creating the job, all over HTTP",
  async run(scale, show) {
    const world = await startWorld(scale.statistics);
    try {
      for (const size of scale.sizes) {
        const source = await world.company();
        await source.import(size);
        const entryIds = await source.entryIds();
        const timed = async (work: (company: Company) => Promise<unknown>): Promise<number> => {
          const company = await copyOf(world, source);
          return milliseconds(() => work(company));
        };
        const { preflight, queue, create } = await interleaved(scale.rounds(size), {
          preflight: () =>
            timed(({ id, http }) =>
              http.json("POST", `/platform/v1/companies/${id}/export-jobs:preflight`, {
                accountingEntryIds: entryIds,
              }),
            ),
          queue: () => timed(({ id, http }) => http.send("GET", `/platform/v1/companies/${id}/readiness`)),
          create: () => timed((company) => company.createJob(jobBody(company.id, entryIds))),
        });
        const figure = {
          size,
          baseline: create,
          unit: "ms",
          aim: { at: "most", ratio: 1 },
          memory: await world.server.peakMemory(),
        } as const;
        show({ ...figure, what: "preflight of a job", subject: preflight });
        show({ ...figure, what: "readiness of the queue", subject: queue });
      }
    } finally {
      await world.close();
    }
  },
};
