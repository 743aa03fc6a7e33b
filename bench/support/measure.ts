/** Milliseconds that some work takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The value below which a share of the values lies: 0.99 for the 99th percentile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** What is measured in every round, by name. */
export type Contestants = Readonly<Record<string, (round: number) => Promise<number>>>;

/**
 * Measures all contestants in every round, each round starting with another one, so that whatever else the machine
 * does hits all alike. Gives each one's median. The first round warms up and doesn't count, unless there is just one.
 */
export async function interleaved<C extends Contestants>(
  rounds: number,
  contestants: C,
): Promise<{ [Name in keyof C]: number }> {
  const names = Object.keys(contestants);
  const figures = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [at] of names.entries()) {
      const name = names[(at + round) % names.length] ?? "";
      const figure = await contestants[name]?.(round);
      if (figure !== undefined && (round > 0 || rounds === 1)) figures.get(name)?.push(figure);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(figures.get(name) ?? [])])) as {
    [Name in keyof C]: number;
  };
}
