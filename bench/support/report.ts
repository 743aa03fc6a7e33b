/** A figure and the state that it was measured in. */
export type StatedFigure = Figure & { statistics: Statistics };

/** One line of a benchmark's outcome. */
export interface Figure {
  /** What was measured, of what size. */
  what: string;
  size: number;
  /** The server's figure and the baseline's, in `unit`. */
  subject: number;
  baseline: number | undefined;
  unit: "rows/s" | "requests/s" | "deliveries/s" | "ms" | "MB";
  /** What the ratio of subject to baseline should be, or the subject's own figure in its unit. */
  aim: { at: "least" | "most"; ratio: number } | { at: "most"; absolute: number };
  /** The server's peak memory by then, in bytes. */
  memory: number;
}

/** A benchmark: what it compares, and its measurement at each of the sizes. */
export interface Benchmark {
  name: string;
  /** Subject against baseline, in one sentence. */
  title: string;
  run(scale: Scale, show: (figure: Figure) => void): Promise<void>;
}

/**
 * What PostgreSQL knows of what is measured. `analysed`: all of it. `old`: what there was before, as in a company that is
 * younger than the last ANALYZE; autovacuum does not come.
 */
export type Statistics = "analysed" | "old";

/** How much to measure, and in which state. */
export interface Scale {
  statistics: Statistics;
  /** Entries or items: 10^3, 10^4, 10^5; without the last when it has to be quick. */
  sizes: readonly number[];
  /** Rounds at a size, the first of which warms up. */
  rounds(size: number): number;
  /** Length of one load test. */
  seconds: number;
}

const HEADINGS = [
  "what",
  "statistics",
  "size",
  "server",
  "baseline",
  "ratio",
  "aim",
  "met",
  "server's peak memory",
];

/** A figure as the cells of a table. */
export function cells(figure: StatedFigure): string[] {
  const { what, statistics, size, subject, baseline, unit, aim, memory } = figure;
  const ratio = baseline === undefined ? undefined : subject / baseline;
  const measured = "ratio" in aim ? ratio : subject;
  const limit = "ratio" in aim ? aim.ratio : aim.absolute;
  const met = measured !== undefined && (aim.at === "least" ? measured >= limit : measured <= limit);
  return [
    what,
    statistics,
    size.toLocaleString("en-GB"),
    `${short(subject)} ${unit}`,
    baseline === undefined ? "" : `${short(baseline)} ${unit}`,
    ratio === undefined ? "" : ratio.toFixed(2),
    `${aim.at === "least" ? "≥" : "≤"} ${limit}${"ratio" in aim ? "" : ` ${unit}`}`,
    met ? "yes" : "no",
    Number.isNaN(memory) ? "" : `${Math.round(memory / 1e6)} MB`,
  ];
}

/** One line of text for a person who watches. */
export function line(figure: StatedFigure): string {
  const [what, statistics, size, subject, baseline, ratio, aim, met, memory] = cells(figure);
  const against = baseline === "" ? "" : ` against ${baseline}: ratio ${ratio}`;
  return `${what}, ${size}, statistics ${statistics}: ${subject}${against} (aim ${aim}: ${met}); server's peak memory ${memory}`;
}

/** All figures as a Markdown table. */
export function markdown(figures: readonly StatedFigure[]): string {
  const row = (texts: readonly string[]): string => `| ${texts.join(" | ")} |`;
  return [row(HEADINGS), row(HEADINGS.map(() => "---")), ...figures.map((figure) => row(cells(figure)))].join(
    "\n",
  );
}

function short(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits });
}
