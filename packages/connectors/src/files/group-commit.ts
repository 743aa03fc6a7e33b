interface Waiting<Entry> {
  entry: Entry;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/**
 * Writes entries in groups: all that arrive while a write is on its way (or in the same turn) go into the next one.
 * So many callers share one costly flush to the disk, and each is told only after it.
 */
export class GroupCommit<Entry> {
  #waiting: Waiting<Entry>[] = [];
  #running: Promise<void> | undefined;
  readonly #write: (entries: readonly Entry[]) => Promise<void>;

  /** `write` makes all entries durable, or none and throws. */
  constructor(write: (entries: readonly Entry[]) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when `entry` is durable; rejects with what `write` threw for its group. */
  add(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is on its way any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // The callers of this turn come first.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(group.map(({ entry }) => entry));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = undefined;
  }
}
