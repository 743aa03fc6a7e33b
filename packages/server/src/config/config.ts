import type { Envelope } from "@ledgerport/contract";
import { type Deprecations, defaultDeprecations } from "./deprecations.ts";

/** Everything the server is told from outside; `readConfig` makes it from environment variables (contract 7). */
export interface ServerConfig extends AppConfig {
  /** The address listened on. */
  host: string;
  /** The port listened on; 0 picks a free one. */
  port: number;
  /** An existing PostgreSQL; absent: the embedded one, in `dataDir`. */
  databaseUrl?: string;
  /** A Redis that counts requests for several servers; absent: each counts its own. May hold a password. */
  redisUrl?: string;
  /** Directory of the embedded database and of files. */
  dataDir: string;
  /** Address ranges as CIDR that deliveries may reach besides public ones. */
  webhookAllowNetworks: readonly string[];
  /** The bootstrap admin key; absent: one is made at the first start and printed once. */
  adminKey?: string;
}

/** What the app itself needs to know, however it is started. */
export interface AppConfig {
  /** Requests a minute per key, and per address without one. */
  rateLimit: number;
  /** Seconds of silence after which a new job expires. */
  jobExpiresIn: number;
  /** Base of links, without a slash at its end; absent: the address the server listens on. */
  publicUrl?: string;
  /** Whether every answer is checked against its schema, a mismatch becoming a 500. */
  checkResponses: boolean;
  /** Whether webhooks may go to plain http endpoints. */
  webhookAllowHttp: boolean;
  /** What the bodies of deliveries look like where a subscription does not say. */
  webhookEnvelope: Envelope;
  /** When v0 and v1 end. */
  deprecations: Deprecations;
  /** The guide that the answers of deprecated versions link to; absent: the one that this server has. */
  migrationGuideUrl?: string;
}

/** The values that hold where the environment says nothing (contract 7). */
export const defaults = {
  host: "127.0.0.1",
  port: 8484,
  dataDir: "./.ledgerport",
  rateLimit: 600,
  jobExpiresIn: 3600,
  checkResponses: false,
  webhookAllowHttp: false,
  webhookAllowNetworks: [],
  webhookEnvelope: "both",
  deprecations: defaultDeprecations,
} as const satisfies ServerConfig;
