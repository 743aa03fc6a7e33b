import type { Clock } from "@ledgerport/engine";

interface Timer {
  due: number;
  work: () => void;
}

/** A clock that stands still until it is advanced. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = "2025-05-23T15:21:32Z") {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  after(milliseconds: number, work: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, milliseconds), work };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /**
   * Lets `milliseconds` pass; fewer than none set the clock back, and nothing falls due. Timers that fall due run in the order of their time (those of one moment in the order
   * they were set), each at its own moment, including the ones set meanwhile.
   */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.#now = timer.due;
      timer.work();
    }
    this.#now = end;
  }

  /** How many timers are set: for asserting that none was left behind. */
  get pending(): number {
    return this.#timers.size;
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= end && (first === undefined || timer.due < first.due)) first = timer;
    }
    return first;
  }
}
