import { Agent as HttpAgent, type RequestOptions as HttpOptions } from "node:http";
import { Agent as HttpsAgent, type RequestOptions as HttpsOptions } from "node:https";

/** An unused connection is kept so many milliseconds, or less where the endpoint says so. */
const IDLE = 10_000;
const MOST_IDLE_PER_POOL = 5;

const SETTINGS = { keepAlive: true, timeout: IDLE, maxFreeSockets: MOST_IDLE_PER_POOL };

/** Options of a request that says whose connections it may use. */
export interface Pooled {
  /** The subscription's id. */
  pool: string;
}

function pooled(name: string, options: object | undefined): string {
  return options !== undefined && "pool" in options ? `${name}:${String(options.pool)}` : name;
}

class PooledHttpAgent extends HttpAgent {
  override getName(options?: HttpOptions): string {
    return pooled(super.getName(options), options);
  }
}

class PooledHttpsAgent extends HttpsAgent {
  override getName(options?: HttpsOptions): string {
    return pooled(super.getName(options), options);
  }
}

/**
 * Open connections, kept for the next delivery. Each is used by one subscription only: two tenants whose endpoints
 * are at the same host never share one, so whatever a host leaves on a connection can't be taken for an answer to
 * somebody else.
 */
export interface Connections {
  http: HttpAgent;
  https: HttpsAgent;
  close(): void;
}

/** Makes an empty set of connections. */
export function createConnections(): Connections {
  const http = new PooledHttpAgent(SETTINGS);
  const https = new PooledHttpsAgent(SETTINGS);
  return {
    http,
    https,
    close() {
      http.destroy();
      https.destroy();
    },
  };
}
