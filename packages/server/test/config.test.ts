import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError, type Environment, type ServerConfig, readConfig } from "../src/index.ts";

/** All but the older versions' ends, which have a test of their own. */
function config(env: Environment): Partial<ServerConfig> {
  const { deprecations: _, ...rest } = readConfig(env);
  return rest;
}

test("without any variable the contract's defaults hold", () => {
  assert.deepEqual(config({}), {
    host: "127.0.0.1",
    port: 8484,
    dataDir: "./.ledgerport",
    rateLimit: 600,
    jobExpiresIn: 3600,
    checkResponses: false,
    webhookAllowHttp: false,
    webhookAllowNetworks: [],
    webhookEnvelope: "both",
  });
  assert.deepEqual(readConfig({ HOST: "", PORT: " ", DATABASE_URL: "" }), readConfig({}));
});

test("every variable is read", () => {
  const given = config({
    HOST: "0.0.0.0",
    PORT: "0",
    DATABASE_URL: "postgres://db/x",
    REDIS_URL: "rediss://:secret@cache:6380/2",
    LEDGERPORT_DATA_DIR: "/var/lib/a b",
    LEDGERPORT_ADMIN_KEY: "0123456789abcdef",
    LEDGERPORT_RATE_LIMIT: "10",
    LEDGERPORT_JOB_EXPIRES_IN: "60",
    LEDGERPORT_PUBLIC_URL: "https://example.org/export/",
    LEDGERPORT_CHECK_RESPONSES: "1",
    LEDGERPORT_WEBHOOK_ALLOW_HTTP: "1",
    LEDGERPORT_WEBHOOK_ALLOW_NETWORKS: "10.0.0.0/8, fd00::/8",
    LEDGERPORT_WEBHOOK_ENVELOPE: "flat",
  });
  assert.deepEqual(given, {
    host: "0.0.0.0",
    port: 0,
    databaseUrl: "postgres://db/x",
    redisUrl: "rediss://:secret@cache:6380/2",
    dataDir: "/var/lib/a b",
    adminKey: "0123456789abcdef",
    rateLimit: 10,
    jobExpiresIn: 60,
    publicUrl: "https://example.org/export",
    checkResponses: true,
    webhookAllowHttp: true,
    webhookAllowNetworks: ["10.0.0.0/8", "fd00::/8"],
    webhookEnvelope: "flat",
  });
});

test("a value that can't be used is an error that names the variable", () => {
  const wrong: [string, string][] = [
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "http"],
    ["LEDGERPORT_RATE_LIMIT", "0"],
    ["LEDGERPORT_RATE_LIMIT", "1.5"],
    ["LEDGERPORT_JOB_EXPIRES_IN", "1e9"],
    ["LEDGERPORT_CHECK_RESPONSES", "yes"],
    ["LEDGERPORT_WEBHOOK_ALLOW_HTTP", "true"],
    ["LEDGERPORT_WEBHOOK_ALLOW_NETWORKS", "10.0.0.0"],
    ["LEDGERPORT_WEBHOOK_ALLOW_NETWORKS", "10.0.0.0/33"],
    ["LEDGERPORT_WEBHOOK_ALLOW_NETWORKS", "10.0.0.0/8,localhost/8"],
    ["LEDGERPORT_WEBHOOK_ALLOW_NETWORKS", "fe80::1%eth0/64"],
    ["LEDGERPORT_WEBHOOK_ENVELOPE", "Both"],
    ["LEDGERPORT_PUBLIC_URL", "example.org"],
    ["LEDGERPORT_PUBLIC_URL", "ftp://example.org"],
    ["LEDGERPORT_PUBLIC_URL", "https://example.org/?a=b"],
    ["DATABASE_URL", "localhost/ledgerport"],
    ["REDIS_URL", "localhost:6379"],
    ["REDIS_URL", "http://cache"],
    ["REDIS_URL", "redis://"],
    ["REDIS_URL", "unix://relative/path"],
    ["LEDGERPORT_ADMIN_KEY", "short"],
    ["LEDGERPORT_ADMIN_KEY", "with:colon:in:the:middle"],
  ];
  for (const [name, value] of wrong) {
    assert.throws(
      () => readConfig({ [name]: value }),
      (error) => error instanceof ConfigError && error.message.startsWith(name),
      `${name}=${value}`,
    );
  }
});

test("a secret that can't be used is not repeated in the error", () => {
  for (const env of [{ LEDGERPORT_ADMIN_KEY: "hunter2" }, { REDIS_URL: "http://:hunter2@cache" }]) {
    assert.throws(
      () => readConfig(env),
      (error) => error instanceof ConfigError && !error.message.includes("hunter2"),
    );
  }
});
