import { interleaved, milliseconds } from "./support/measure.ts";
import type { Benchmark } from "./support/report.ts";
import { ndjsonRows } from "./support/rows.ts";
import { ROWS_AT_ONCE, multiRowInsert, readEntryRows } from "./support/bare-entries.ts";
import { type World, startWorld } from "./support/world.ts";

/** Import over HTTP against bare multi-row INSERTs of the rows that it makes. */
export const importRows: Benchmark = {
  name: "import",
  title: "an NDJSON import over HTTP against bare INSERTs of the same rows, a thousand each",
  async run(scale, show) {
    const world = await startWorld(scale.statistics);
    try {
      for (const size of scale.sizes) {
        const body = ndjsonRows(size);
        const source = await world.company();
        await source.import(size, body);
        const rates = await interleaved(scale.rounds(size), {
          subject: async () => {
            const company = await world.company();
            return perSecond(size, await milliseconds(() => company.import(size, body)));
          },
          baseline: async () => perSecond(size, await insertBare(world, source.id)),
        });
        show({
          what: "import",
          size,
          ...rates,
          unit: "rows/s",
          aim: { at: "least", ratio: 0.5 },
          memory: await world.server.peakMemory(),
        });
      }
    } finally {
      await world.close();
    }
  },
};

/** Inserts the rows of one company again, for another; only the INSERTs count. */
async function insertBare(world: World, sourceId: string): Promise<number> {
  const { id } = await world.company();
  let total = 0;
  for await (const rows of readEntryRows(world.bare, sourceId, id)) {
    const statement = multiRowInsert(rows.length);
    const values = rows.flat();
    const name = rows.length === ROWS_AT_ONCE ? { name: "insert" } : {};
    total += await milliseconds(() => world.bare.query({ ...name, text: statement, values }));
  }
  return total;
}

function perSecond(count: number, taken: number): number {
  return (count * 1000) / taken;
}
