import type { DeliveryMetrics } from "@ledgerport/webhooks";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const ATTEMPT_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
const ARRIVAL_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3600, 36_000, 86_400];

/** Counts what happens to webhook deliveries. The success rate is the share of `delivered` among the attempts. */
export function countDeliveries(registry: Registry): DeliveryMetrics {
  const registers = [registry];
  const attempts = new Counter({
    name: "ledgerport_webhook_attempts_total",
    help: "Attempts at deliveries, by what became of the delivery: delivered, retry, failed, gone",
    labelNames: ["outcome"] as const,
    registers,
  });
  const durations = new Histogram({
    name: "ledgerport_webhook_attempt_duration_seconds",
    help: "Time from the start of an attempt to the end of its answer",
    buckets: ATTEMPT_SECONDS,
    registers,
  });
  const arrivals = new Histogram({
    name: "ledgerport_webhook_delivery_latency_seconds",
    help: "Time from the commit of an event to the arrival of its delivery, retries included",
    buckets: ARRIVAL_SECONDS,
    registers,
  });
  const pending = new Gauge({
    name: "ledgerport_webhook_deliveries_pending",
    help: "Deliveries that are neither delivered nor failed",
    registers,
  });
  const due = new Gauge({
    name: "ledgerport_webhook_deliveries_due",
    help: "Pending deliveries whose next attempt is due",
    registers,
  });
  const oldest = new Gauge({
    name: "ledgerport_webhook_oldest_pending_age_seconds",
    help: "Age of the oldest pending delivery",
    registers,
  });
  return {
    attempted(outcome, seconds) {
      attempts.inc({ outcome });
      durations.observe(seconds);
    },
    arrived(seconds) {
      arrivals.observe(seconds);
    },
    backlog(backlog) {
      pending.set(backlog.pending);
      due.set(backlog.due);
      oldest.set(backlog.oldestAgeSeconds);
    },
  };
}
