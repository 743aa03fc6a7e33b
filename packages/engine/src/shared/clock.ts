/** The source of time. Passed in everywhere, so that tests run on a virtual clock. */
export interface Clock {
  now(): Date;
  /** Calls `work` once after `milliseconds`; the returned function cancels it. */
  after(milliseconds: number, work: () => void): () => void;
}

/**
 * The machine's clock as it was when the process started, counted on evenly: setting the machine's clock moves it
 * neither forth nor back. Its timers never keep the process alive by themselves.
 */
export const systemClock: Clock = {
  // oxlint-disable-next-line no-restricted-properties -- this module is the clock
  now: () => new Date(performance.timeOrigin + performance.now()),
  after(milliseconds, work) {
    // oxlint-disable-next-line no-restricted-globals -- this module is the clock
    const timer = setTimeout(work, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};

/** `at` plus a number of seconds. */
export function secondsAfter(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

/** A moment as the wire writes it: UTC, whole seconds (contract section 1). */
export function wireTimestamp(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
