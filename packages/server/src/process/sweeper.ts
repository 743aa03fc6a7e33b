import { type Clock, type Database, sweepIdempotentRequests, sweepOverdueJobs } from "@ledgerport/engine";
import type { FastifyBaseLogger } from "fastify";
import type { Metrics } from "../metrics/metrics.ts";

/** Milliseconds between two sweeps. Readers see an overdue job as failed without it; the sweep frees its entries. */
const INTERVAL = 10_000;
const MOST_AT_ONCE = 100;

/** What a sweeper needs. */
export interface SweeperOptions {
  database: Database;
  clock: Clock;
  logger: FastifyBaseLogger;
  metrics: Metrics;
}

/** The background work of a server; several servers may do it at once on one database. */
export interface Sweeper {
  /** Stops and waits for a sweep that is running. */
  stop(): Promise<void>;
}

/** Settles overdue jobs, forgets old idempotent answers and has grown tables counted, again and again. A sweep that fails is tried again. */
export function startSweeper({ database, clock, logger, metrics }: SweeperOptions): Sweeper {
  let running: Promise<void> = Promise.resolve();
  let cancel = clock.after(INTERVAL, tick);
  let stopped = false;

  function tick(): void {
    running = sweep()
      .catch((error: unknown) => logger.error({ err: error }, "the sweep failed"))
      .then(() => {
        if (!stopped) cancel = clock.after(INTERVAL, tick);
      });
  }

  async function sweep(): Promise<void> {
    metrics.jobsExpired(await sweepOverdueJobs(database, MOST_AT_ONCE));
    await database.write("system", "system:sweep", async (tx) => {
      await sweepIdempotentRequests(tx, MOST_AT_ONCE);
      tx.announce("growth");
    });
  }

  return {
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
