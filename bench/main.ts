/**
 * Runs the benchmarks: `npm run bench -- [name …] [--quick] [--markdown]`, each with PostgreSQL knowing all of it and
 * knowing only what there was before. Speed is never asserted: the exit code is 1 only when something breaks.
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { createJob } from "./create-job.ts";
import { deepPage } from "./deep-page.ts";
import { exportItems } from "./export-items.ts";
import { importRows } from "./import-rows.ts";
import { memory } from "./memory.ts";
import { readiness } from "./readiness.ts";
import type { Benchmark, Scale, StatedFigure, Statistics } from "./support/report.ts";
import { line, markdown } from "./support/report.ts";
import { updateItems } from "./update-items.ts";
import { webhooks } from "./webhooks.ts";

const benchmarks: readonly Benchmark[] = [
  importRows,
  createJob,
  readiness,
  exportItems,
  deepPage,
  updateItems,
  webhooks,
  memory,
];
/** Small sizes are over soon and vary more. */
const ROUNDS: Readonly<Record<number, number>> = { 1_000: 13, 10_000: 7, 100_000: 4 };
const STATES: readonly Statistics[] = ["analysed", "old"];
const FULL: Omit<Scale, "statistics"> = {
  sizes: [1_000, 10_000, 100_000],
  rounds: (size) => ROUNDS[size] ?? 4,
  seconds: 4,
};
const QUICK: Omit<Scale, "statistics"> = { sizes: [1_000, 10_000], rounds: () => 3, seconds: 2 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean" }, markdown: { type: "boolean" } },
});
const chosen = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(", ")}; there are ${benchmarks.map(({ name }) => name).join(", ")}`,
  );
  process.exit(1);
}
const scale = values.quick === true ? QUICK : FULL;
const figures: StatedFigure[] = [];
for (const benchmark of chosen) {
  console.error(`${benchmark.name}: ${benchmark.title} (load ${loadavg()[0]?.toFixed(1)})`);
  for (const statistics of STATES) {
    await benchmark.run({ ...scale, statistics }, (figure) => {
      const stated = { ...figure, statistics };
      figures.push(stated);
      console.error(`  ${line(stated)}`);
    });
  }
}
if (values.markdown === true) console.log(markdown(figures));
