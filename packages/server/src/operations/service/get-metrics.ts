import type { Call } from "../../http/call.ts";

/** GET /metrics, in the text format of Prometheus. */
export function getMetrics(call: Call): Promise<string> {
  return call.app.metrics.registry.metrics();
}
