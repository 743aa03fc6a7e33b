export { type DelivererConfig, delivererDefaults } from "./delivering/config.ts";
export { type Deliverer, type DelivererOptions, createDeliverer } from "./delivering/deliverer.ts";
export type { DeliveryLog } from "./delivering/log.ts";
export type { DeliveryMetrics } from "./delivering/metrics.ts";
export type { Resolve } from "./guard/resolve.ts";
export type { Random } from "./schedule/backoff.ts";
