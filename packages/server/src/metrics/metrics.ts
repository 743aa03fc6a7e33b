import type { DeprecatedVersion } from "@ledgerport/contract";
import type { DeliveryMetrics } from "@ledgerport/webhooks";
import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import { countDeliveries } from "./delivery-metrics.ts";
import { countDeprecatedUse } from "./deprecated-use.ts";

/** What the server counts about itself, for Prometheus. One set per app, so that apps in one process don't mix. */
export interface Metrics {
  registry: Registry;
  /** A request was answered. `operation` is the contract's id, `none` where no route was. */
  answered(operation: string, status: number, seconds: number): void;
  /** An overdue job was settled by the sweep. */
  jobsExpired(count: number): void;
  /** A key was used with a deprecated version. */
  deprecatedUse(version: DeprecatedVersion, keyId: string): void;
  /** What became of webhook deliveries. */
  deliveries: DeliveryMetrics;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes a set of metrics. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const requests = new Counter({
    name: "ledgerport_http_requests_total",
    help: "Requests answered, by operation and status",
    labelNames: ["operation", "status"] as const,
    registers: [registry],
  });
  const durations = new Histogram({
    name: "ledgerport_http_request_duration_seconds",
    help: "Time from a request's arrival to the end of its answer, by operation",
    labelNames: ["operation"] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  const expired = new Counter({
    name: "ledgerport_export_jobs_expired_total",
    help: "Export jobs that the background sweep has found overdue",
    registers: [registry],
  });
  return {
    registry,
    answered(operation, status, seconds) {
      requests.inc({ operation, status });
      durations.observe({ operation }, seconds);
    },
    jobsExpired(count) {
      expired.inc(count);
    },
    deprecatedUse: countDeprecatedUse(registry),
    deliveries: countDeliveries(registry),
  };
}

/** Adds the process's own figures (memory, event loop, garbage collection); once per process. */
export function addProcessMetrics({ registry }: Metrics): void {
  collectDefaultMetrics({ register: registry });
}
