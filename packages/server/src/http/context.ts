import type { Clock, Database } from "@ledgerport/engine";
import type { AppConfig } from "../config/config.ts";
import type { FileStore } from "../files/file-store.ts";
import type { Metrics } from "../metrics/metrics.ts";

/** What the handlers of one app share. */
export interface AppContext {
  database: Database;
  clock: Clock;
  config: AppConfig;
  metrics: Metrics;
  files: FileStore;
  /** Base of links, without a slash at its end. */
  publicUrl: () => string;
  /** Whether the server has begun to stop: it still answers, but wants no new traffic. */
  isStopping: () => boolean;
}
