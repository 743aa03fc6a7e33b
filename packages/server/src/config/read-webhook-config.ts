import { isIP } from "node:net";
import { ENVELOPES } from "@ledgerport/contract";
import { type ServerConfig, defaults } from "./config.ts";
import { ConfigError, type Environment, flag, text } from "./environment.ts";

type WebhookConfig = Pick<ServerConfig, "webhookAllowHttp" | "webhookAllowNetworks" | "webhookEnvelope">;

/** What the environment says of webhooks (contract 7). Throws ConfigError naming the variable. */
export function readWebhookConfig(env: Environment): WebhookConfig {
  return {
    webhookAllowHttp: flag(env, "LEDGERPORT_WEBHOOK_ALLOW_HTTP") ?? defaults.webhookAllowHttp,
    webhookAllowNetworks: networks(env, "LEDGERPORT_WEBHOOK_ALLOW_NETWORKS"),
    webhookEnvelope: envelope(env, "LEDGERPORT_WEBHOOK_ENVELOPE") ?? defaults.webhookEnvelope,
  };
}

function networks(env: Environment, name: string): string[] {
  const given = (text(env, name) ?? "").split(",").map((part) => part.trim());
  const named = given.filter((part) => part !== "");
  for (const network of named) {
    if (!isNetwork(network)) {
      throw new ConfigError(
        `${name} must be networks such as 10.0.0.0/8 or fd00::/8, separated by commas, not "${network}"`,
      );
    }
  }
  return named;
}

function isNetwork(network: string): boolean {
  const [address = "", prefix = "", ...others] = network.split("/");
  const family = isIP(address);
  if (family === 0 || address.includes("%") || others.length > 0 || !/^\d{1,3}$/.test(prefix)) return false;
  return Number(prefix) <= (family === 4 ? 32 : 128);
}

function envelope(env: Environment, name: string): WebhookConfig["webhookEnvelope"] | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  const known = ENVELOPES.find((word) => word === value);
  if (known === undefined) throw new ConfigError(`${name} must be ${ENVELOPES.join(", ")}, not "${value}"`);
  return known;
}
