import { Gauge, type Registry } from "prom-client";

/** Shows whether requests are counted with the other servers; the metric is there only where they should be. */
export function showSharedLimit(registry: Registry): (shared: boolean) => void {
  const gauge = new Gauge({
    name: "ledgerport_rate_limit_shared",
    help: "1: requests are limited through Redis with the other servers; 0: by this process alone meanwhile",
    registers: [registry],
  });
  return (shared) => gauge.set(shared ? 1 : 0);
}
