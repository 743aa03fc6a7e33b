/** A signal and how long it is given before the next one. */
export interface ShutdownStep {
  signal: NodeJS.Signals;
  milliseconds: number;
}

/** What a postmaster is sent to end it, gentlest first. */
export const SHUTDOWN_STEPS: readonly ShutdownStep[] = [
  // Fast: running transactions are rolled back, everything is written out.
  { signal: "SIGINT", milliseconds: 30_000 },
  // Immediate: the next start recovers from the log.
  { signal: "SIGQUIT", milliseconds: 5_000 },
  { signal: "SIGKILL", milliseconds: 5_000 },
];
