import type { DeprecatedVersion } from "@ledgerport/contract";
import { Counter, type Registry } from "prom-client";

/** Most keys that are told apart. What any further key does is counted as `other`: a metric must not grow for ever. */
export const MOST_KEYS_TOLD_APART = 1000;

/** Counts who still speaks a deprecated version, by the key's id: whom an operator must talk to before the sunset. */
export function countDeprecatedUse(registry: Registry): (version: DeprecatedVersion, keyId: string) => void {
  const requests = new Counter({
    name: "ledgerport_deprecated_requests_total",
    help: "Requests in a deprecated version of the Export API, by version and the API key's id",
    labelNames: ["version", "key"] as const,
    registers: [registry],
  });
  const known = new Set<string>();
  return (version, keyId) => {
    if (known.size < MOST_KEYS_TOLD_APART) known.add(keyId);
    requests.inc({ version, key: known.has(keyId) ? keyId : "other" });
  };
}
