import { type ClaimedDelivery, type Database, claimDeliveries } from "@ledgerport/engine";
import { type Resolve, createResolve } from "../guard/resolve.ts";
import { afterAttempt } from "../schedule/after-attempt.ts";
import { type Random, systemRandom } from "../schedule/backoff.ts";
import { type SentAttempt, createSender } from "../sending/sender.ts";
import { type DelivererConfig, LEASE_MARGIN_SECONDS } from "./config.ts";
import { type Housekeeping, startHousekeeping } from "./housekeeping.ts";
import type { DeliveryLog } from "./log.ts";
import type { DeliveryMetrics } from "./metrics.ts";
import { Recorder } from "./recorder.ts";

/** What a deliverer needs. */
export interface DelivererOptions {
  /** Its clock is the deliverer's. */
  database: Database;
  config: DelivererConfig;
  log: DeliveryLog;
  metrics: DeliveryMetrics;
  /** Spreads retries; absent: the machine's. */
  random?: Random;
  /** Finds the addresses of names; absent: the machine's. */
  resolve?: Resolve;
}

/** Sends what is due, for as long as it runs; any number of them may work on one database. */
export interface Deliverer {
  /** From now on it is woken by every commit of this process that queues deliveries, and polls for those of others. */
  start(): void;
  /** Looks for work now. */
  wake(): void;
  /**
   * Claims nothing more and waits for running attempts. The ones that are still running after `config.stopMs` are
   * abandoned: their leases end and another deliverer, or the next one, makes them again under the same ids.
   */
  stop(): Promise<void>;
}

/** Makes a deliverer; it does nothing until it is started. Throws RangeError when an allowed network is not one. */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { database, config, log, metrics } = options;
  const { clock } = database;
  const random = options.random ?? systemRandom;
  const sender = createSender({ ...config, clock, resolve: options.resolve ?? createResolve() });
  const recorder = new Recorder({
    database,
    log,
    onDisabled: (subscription) => log.warn(subscription, "a webhook subscription was set to INACTIVE"),
  });
  const abandoned = new AbortController();
  const running = new Set<Promise<void>>();
  let state: "idle" | "running" | "stopping" = "idle";
  let claiming: Promise<void> | undefined;
  let wokenMeanwhile = false;
  let cancelPoll: () => void = () => {};
  let unwatch: () => void = () => {};
  let housekeeping: Housekeeping | undefined;

  function wake(): void {
    if (state !== "running") return;
    if (claiming !== undefined) {
      wokenMeanwhile = true;
      return;
    }
    cancelPoll();
    claiming = claimAll().finally(() => {
      claiming = undefined;
      if (state === "running") cancelPoll = clock.after(config.pollMs, wake);
    });
  }

  async function claimAll(): Promise<void> {
    try {
      do {
        wokenMeanwhile = false;
        await claim();
      } while (wokenMeanwhile && state === "running");
    } catch (error) {
      log.error({ err: error }, "deliveries could not be claimed");
    }
  }

  /** Fills the free places; whenever attempts have been recorded and places are free again, it is woken again. */
  async function claim(): Promise<void> {
    const limit = config.concurrency - running.size;
    if (limit <= 0) return;
    const claimed = await claimDeliveries(database, {
      limit,
      perSubscription: config.perEndpoint,
      leaseSeconds: config.timeoutMs / 1000 + LEASE_MARGIN_SECONDS,
      envelope: config.envelope,
    });
    for (const delivery of claimed) {
      const work = deliver(delivery).finally(() => {
        running.delete(work);
        wake();
      });
      running.add(work);
    }
  }

  async function deliver(delivery: ClaimedDelivery): Promise<void> {
    try {
      const attempt = await sender.attempt(delivery, abandoned.signal);
      await settle(delivery, attempt);
    } catch (error) {
      if (!abandoned.signal.aborted)
        log.error({ err: error, deliveryId: delivery.id }, "a delivery was lost sight of");
    }
  }

  async function settle(delivery: ClaimedDelivery, { retryAfter, ...attempt }: SentAttempt): Promise<void> {
    const { statusCode, durationMs } = attempt;
    const next = afterAttempt(delivery, { statusCode, retryAfter }, clock.now(), random);
    if (!(await recorder.record({ delivery, attempt, next }))) return;
    metrics.attempted(next.kind, durationMs / 1000);
    if (next.kind !== "delivered") return;
    metrics.arrived((attempt.at.getTime() + durationMs - delivery.createdAt.getTime()) / 1000);
  }

  return {
    start() {
      if (state !== "idle") return;
      state = "running";
      unwatch = database.watch("deliveries", wake);
      housekeeping = startHousekeeping({ database, retentionDays: config.retentionDays, log, metrics });
      wake();
    },
    wake,
    async stop() {
      state = "stopping";
      unwatch();
      cancelPoll();
      const cancelDeadline = clock.after(config.stopMs, () => {
        abandoned.abort();
        recorder.abandon();
      });
      await claiming;
      await Promise.all([...running, housekeeping?.stop()]);
      cancelDeadline();
      sender.close();
    },
  };
}
