import type { Clock } from "./clock.ts";

/** How a client reaches the server, and as whom. */
export interface ClientOptions {
  /** The server's address, e.g. `https://ledgerport.example`; a path before the API's own is kept. */
  baseUrl: string;
  /** An API key or access token. Never part of an error or a log line. */
  apiKey: string;
  /** The company that calls are about; needed with an organisation's key. */
  companyId?: string;
  /** The global `fetch` when left out. */
  fetch?: typeof fetch;
  /** The machine's clock when left out. */
  clock?: Clock;
  /** Numbers from 0 up to 1 for the jitter of retries; `Math.random` when left out. */
  random?: () => number;
  /** Further attempts after the first: 4 when left out, 0 for none. */
  retries?: number;
  /** Milliseconds for one attempt, the answer's body included: 30,000 when left out. */
  timeoutMs?: number;
  /** Put before the SDK's own name in `User-Agent`. */
  userAgent?: string;
}
