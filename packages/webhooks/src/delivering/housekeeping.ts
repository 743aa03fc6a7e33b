import { type Database, deliveryBacklog, secondsAfter, sweepWebhooks } from "@ledgerport/engine";
import type { DeliveryLog } from "./log.ts";
import type { DeliveryMetrics } from "./metrics.ts";

/** Milliseconds between two looks at the backlog. */
const MEASURE_EVERY = 15_000;
/** Milliseconds between two sweeps. */
const SWEEP_EVERY = 60_000;
const MOST_SWEPT_AT_ONCE = 1000;
const SECONDS_OF_A_DAY = 24 * 3600;

/** What housekeeping needs. */
export interface HousekeepingOptions {
  database: Database;
  /** How long deliveries that have ended, their attempts, and events are kept. */
  retentionDays: number;
  log: DeliveryLog;
  metrics: DeliveryMetrics;
}

/** Work of which it does not matter when it is done. */
export interface Housekeeping {
  /** Ends it and waits for what is being done. */
  stop(): Promise<void>;
}

/** Measures the backlog and forgets what is old, again and again; what fails is logged and tried the next time. */
export function startHousekeeping({
  database,
  retentionDays,
  log,
  metrics,
}: HousekeepingOptions): Housekeeping {
  const { clock } = database;

  async function measure(): Promise<void> {
    metrics.backlog(await database.read("system", (sql) => deliveryBacklog(sql, clock.now())));
  }

  async function sweep(): Promise<void> {
    const before = secondsAfter(clock.now(), -retentionDays * SECONDS_OF_A_DAY);
    const input = { before, limit: MOST_SWEPT_AT_ONCE };
    await database.write("system", "system:sweep", (tx) => sweepWebhooks(tx, input));
  }

  /** Does a task now and whenever its time has come again after its end. */
  function repeat(task: () => Promise<void>, every: number): Housekeeping {
    let cancel: () => void = () => {};
    let stopped = false;
    let running = run();

    async function run(): Promise<void> {
      try {
        await task();
      } catch (error) {
        log.error({ err: error }, "the housekeeping of webhooks failed");
      }
      if (stopped) return;
      cancel = clock.after(every, () => {
        running = run();
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

  const tasks = [repeat(measure, MEASURE_EVERY), repeat(sweep, SWEEP_EVERY)];
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}
