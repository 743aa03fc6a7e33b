import type { Io } from "./io.ts";

/** Shows how far something is. */
export interface Progress {
  /** `done` of `total`; `note` stands behind it. */
  update(done: number, total: number, note?: string): void;
  /** Leaves the last state standing. To be called once, also after a failure. */
  end(): void;
}

const BAR_WIDTH = 28;
/** Milliseconds between two pictures: enough for the eye, and nothing for the machine. */
const PICTURE_EVERY = 80;
/** Without a terminal one line for each of so many parts. */
const PLAIN_STEPS = 10;

/** A bar on a terminal, a line now and then otherwise (to standard error: it is not the result). */
export function createProgress(io: Io, label: string): Progress {
  return io.isTerminal ? new Bar(io, label) : new PlainLines(io, label);
}

/** Shows nothing. */
export const noProgress: Progress = { update: () => {}, end: () => {} };

class Bar implements Progress {
  readonly #io: Io;
  readonly #label: string;
  #last = "";
  #drawn = "";
  #drawnAt = 0;

  constructor(io: Io, label: string) {
    this.#io = io;
    this.#label = label;
  }

  update(done: number, total: number, note = ""): void {
    const part = partOf(done, total);
    const filled = Math.floor(part * BAR_WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    const percent = `${Math.floor(part * 100)}%`.padStart(4);
    this.#last = `${this.#label}  ${bar} ${percent}  ${note}`.slice(0, this.#io.columns - 1);
    const now = this.#io.clock.now().getTime();
    if (now - this.#drawnAt < PICTURE_EVERY) return;
    this.#drawnAt = now;
    this.#draw();
  }

  end(): void {
    this.#draw();
    if (this.#drawn !== "") this.#io.err("\n");
  }

  #draw(): void {
    if (this.#last === this.#drawn) return;
    this.#io.err(`\r\u001b[K${this.#last}`);
    this.#drawn = this.#last;
  }
}

class PlainLines implements Progress {
  readonly #io: Io;
  readonly #label: string;
  #step = 0;
  #last = "";
  #said = "";

  constructor(io: Io, label: string) {
    this.#io = io;
    this.#label = label;
  }

  update(done: number, total: number, note = ""): void {
    const step = Math.floor(partOf(done, total) * PLAIN_STEPS);
    this.#last = `${this.#label}  ${step * (100 / PLAIN_STEPS)}%${note === "" ? "" : `  ${note}`}\n`;
    // The last step is said at the end: the note still changes when all has been read.
    if (step <= this.#step || step === PLAIN_STEPS) return;
    this.#step = step;
    this.#say();
  }

  end(): void {
    this.#say();
  }

  #say(): void {
    if (this.#last === this.#said) return;
    this.#io.err(this.#last);
    this.#said = this.#last;
  }
}

function partOf(done: number, total: number): number {
  return total <= 0 ? 0 : Math.min(1, done / total);
}
