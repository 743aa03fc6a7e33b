import { jobBody } from "./support/company.ts";
import { interleaved, milliseconds } from "./support/measure.ts";
import type { Benchmark } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const ROUNDS = 301;

/** Whether a page costs more the deeper it is in a job. */
export const deepPage: Benchmark = {
  name: "deep-page",
  title: "the last page of 100 export items of a job (of 100,000: page 1,000) against its first page",
  async run(scale, show) {
    const world = await startWorld(scale.statistics);
    try {
      for (const size of scale.sizes) {
        const company = await world.company();
        await company.import(size);
        const jobId = await company.createJob(jobBody(company.id, await company.entryIds()));
        const paths: string[] = [];
        for await (const { path } of company.pages(jobId)) paths.push(path);
        const [first = "", last = ""] = [paths[0], paths.at(-1)];
        await world.settle();
        const times = await interleaved(ROUNDS, {
          subject: () => milliseconds(() => company.http.send("GET", last)),
          baseline: () => milliseconds(() => company.http.send("GET", first)),
        });
        show({
          what: `page ${paths.length.toLocaleString("en-GB")}, baseline: page 1`,
          size,
          ...times,
          unit: "ms",
          aim: { at: "most", ratio: 1.2 },
          memory: await world.server.peakMemory(),
        });
      }
    } finally {
      await world.close();
    }
  },
};
