import { validateHeaderName, validateHeaderValue } from "node:http";
import type { ClaimedDelivery, EndpointAuth } from "@ledgerport/engine";
import { signatureHeaders } from "../signing/signature.ts";

/** Headers that say what the message is or how it travels; only the sender sets them. */
const OURS = new Set([
  "accept-encoding",
  "connection",
  "date",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);
const OUR_PREFIXES = ["content-", "proxy-", "sec-", "webhook-"];

function canBeSent(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (OURS.has(lower) || OUR_PREFIXES.some((prefix) => lower.startsWith(prefix))) return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

/**
 * All headers of an attempt. Custom headers that would replace one of ours are left out; they were refused when the
 * subscription was made, so this is the second wall.
 */
export function attemptHeaders(
  delivery: Pick<ClaimedDelivery, "id" | "secrets" | "customHeaders" | "endpointAuth">,
  body: Buffer,
  at: Date,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(delivery.customHeaders)) {
    if (canBeSent(name, value)) headers[name.toLowerCase()] = value;
  }
  const credentials = basicCredentials(delivery.endpointAuth);
  return {
    ...headers,
    ...(credentials === undefined ? {} : { authorization: credentials }),
    ...signatureHeaders({ id: delivery.id, at, body }, delivery.secrets),
    "content-type": "application/json; charset=utf-8",
    "content-length": String(body.length),
    "accept-encoding": "identity",
    "user-agent": "Ledgerport-Webhooks",
  };
}

/** Basic credentials (RFC 7617); a token is sent as a user name without a password. */
function basicCredentials({ type, credentials }: EndpointAuth): string | undefined {
  if (type !== "BASIC") return undefined;
  const username = credentials?.username ?? credentials?.token ?? "";
  return `Basic ${Buffer.from(`${username}:${credentials?.password ?? ""}`).toString("base64")}`;
}
