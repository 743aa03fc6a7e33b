import { type ServerConfig, defaults } from "./config.ts";
import { ConfigError, type Environment, flag, text } from "./environment.ts";
import { readDeprecations } from "./read-deprecations.ts";
import { readWebhookConfig } from "./read-webhook-config.ts";

const HIGHEST_PORT = 65_535;
const HIGHEST_COUNT = 2_147_483_647;
const SHORTEST_ADMIN_KEY = 16;

/**
 * The server's configuration from environment variables (contract 7); an empty variable counts as absent.
 * Throws ConfigError naming the variable.
 */
export function readConfig(env: Environment): ServerConfig {
  const databaseUrl = databaseAddress(env);
  const redisUrl = redisAddress(env);
  const adminKey = adminKeyOf(env);
  const publicUrl = baseUrl(env, "LEDGERPORT_PUBLIC_URL");
  const migrationGuideUrl = webAddress(env, "LEDGERPORT_MIGRATION_GUIDE_URL");
  return {
    host: text(env, "HOST") ?? defaults.host,
    port: whole(env, "PORT", 0, HIGHEST_PORT) ?? defaults.port,
    dataDir: text(env, "LEDGERPORT_DATA_DIR") ?? defaults.dataDir,
    rateLimit: whole(env, "LEDGERPORT_RATE_LIMIT", 1, HIGHEST_COUNT) ?? defaults.rateLimit,
    jobExpiresIn: whole(env, "LEDGERPORT_JOB_EXPIRES_IN", 1, HIGHEST_COUNT) ?? defaults.jobExpiresIn,
    checkResponses: flag(env, "LEDGERPORT_CHECK_RESPONSES") ?? defaults.checkResponses,
    ...readWebhookConfig(env),
    deprecations: readDeprecations(env),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(adminKey === undefined ? {} : { adminKey }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(migrationGuideUrl === undefined ? {} : { migrationGuideUrl }),
  };
}

function whole(env: Environment, name: string, least: number, most: number): number | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${value}"`);
  }
  return number;
}

function baseUrl(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (
    url === undefined ||
    !["http:", "https:"].includes(url.protocol) ||
    url.search !== "" ||
    url.hash !== ""
  ) {
    throw new ConfigError(
      `${name} must be an http or https address without query and fragment, not "${value}"`,
    );
  }
  return value.replace(/\/+$/, "");
}

/** The message does not repeat the value, which may hold a password. What stands behind the scheme is for the driver. */
function databaseAddress(env: Environment): string | undefined {
  const value = text(env, "DATABASE_URL");
  if (value === undefined || /^(?:postgres(?:ql)?:\/\/|socket:|\/)/i.test(value)) return value;
  throw new ConfigError("DATABASE_URL must be a postgres:// address, or socket: and a socket's directory");
}

/** The message does not repeat the value, which may hold a password. */
function redisAddress(env: Environment): string | undefined {
  const value = text(env, "REDIS_URL");
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const usable =
    url?.protocol === "unix:"
      ? value.startsWith("unix:///")
      : ["redis:", "rediss:"].includes(url?.protocol ?? "") && url?.hostname !== "";
  if (usable) return value;
  throw new ConfigError("REDIS_URL must be a redis:// or rediss:// address, or unix:// and a socket's path");
}

/** An address as it stands in a Link header, where it must not end early. */
function webAddress(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new ConfigError(`${name} must be an http or https address, not "${value}"`);
  }
  return url.href;
}

/** A bootstrap key that can be guessed would open every tenant, so a short one is refused. */
function adminKeyOf(env: Environment): string | undefined {
  const value = text(env, "LEDGERPORT_ADMIN_KEY");
  if (value === undefined) return undefined;
  if (value.length < SHORTEST_ADMIN_KEY || !/^[\x21-\x39\x3b-\x7e]+$/.test(value)) {
    throw new ConfigError(
      `LEDGERPORT_ADMIN_KEY must have at least ${SHORTEST_ADMIN_KEY} visible ASCII characters and no colon`,
    );
  }
  return value;
}
