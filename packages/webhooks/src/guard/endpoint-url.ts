import { isIP } from "node:net";
import type { EndpointRules } from "@ledgerport/engine";

/**
 * Why nothing may be sent to an endpoint's URL, in words; undefined when it may. It was checked when the subscription
 * was made, but the operator may allow less by now. Where it leads is decided when a delivery connects.
 */
export function endpointUrlFault(text: string, { allowHttp }: EndpointRules): string | undefined {
  const url = URL.parse(text);
  if (url === null) return "The endpoint's URL can't be read";
  if (url.protocol === "https:" || (allowHttp && url.protocol === "http:")) return undefined;
  return allowHttp
    ? "The endpoint must use https or http"
    : "The endpoint must use https: LEDGERPORT_WEBHOOK_ALLOW_HTTP is not set on the server";
}

/**
 * The host of a URL as sockets take it. The parser has brought every spelling of an IPv4 address (decimal, octal,
 * hexadecimal, fewer parts) into the usual one; an IPv6 address loses its brackets.
 */
export function hostOf(url: URL): { host: string; isAddress: boolean } {
  const host = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  return { host, isAddress: isIP(host) !== 0 };
}
