import { DomainError } from "../shared/errors.ts";
import { isSecretHeader, MASK } from "./mask.ts";
import type { EndpointAuth } from "./model.ts";

const MOST_HEADERS = 20;
const LONGEST_NAME = 100;
const LONGEST_VALUE = 2000;

/** A name as RFC 9110 has it, and a value without line ends, NUL, other controls, or white space around it. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/** Headers of the message and the connection, which are ours to set, by the start of their names. */
const OURS = /^(?:webhook-|content-|proxy-|sec-)/;
const OURS_BY_NAME = new Set([
  "accept-encoding",
  "connection",
  "date",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

/**
 * Checks the headers that a subscriber wants to be sent: none may replace one of ours, or smuggle another line in.
 * Null when there are none. Throws BAD_REQUEST, param `customHeaders`.
 */
export function checkedHeaders(
  given: Readonly<Record<string, string>> | undefined,
  before: Readonly<Record<string, string>> | null,
  endpointAuth: EndpointAuth | null,
): Record<string, string> | null {
  const entries = Object.entries(given ?? {});
  if (entries.length === 0) return null;
  if (entries.length > MOST_HEADERS) throw unfit(`can hold ${MOST_HEADERS} headers at most`);
  const names = new Set<string>();
  const earlier = new Map(Object.entries(before ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const kept = entries.map(([name, value]): [string, string] => {
    const lower = name.toLowerCase();
    assertName(name, lower, endpointAuth);
    if (names.has(lower)) throw unfit(`names the header ${lower} twice`);
    names.add(lower);
    const meant = value === MASK && isSecretHeader(name) ? earlier.get(lower) : value;
    if (meant === undefined) throw unfit(`has a masked value for ${name} that is not known; give it again`);
    if (meant.length > LONGEST_VALUE || !VALUE.test(meant)) {
      throw unfit(
        `has a value for ${name} that is no header value: up to ${LONGEST_VALUE} printable Latin-1 characters, no space around them`,
      );
    }
    return [name, meant];
  });
  return Object.fromEntries(kept);
}

function assertName(name: string, lower: string, endpointAuth: EndpointAuth | null): void {
  if (name.length > LONGEST_NAME || !NAME.test(name)) {
    throw unfit(`has a name that is no header name of at most ${LONGEST_NAME} characters`);
  }
  if (OURS.test(lower) || OURS_BY_NAME.has(lower)) {
    throw unfit(`can't set ${lower}: it belongs to the delivery itself`);
  }
  if (lower === "authorization" && endpointAuth?.type === "BASIC") {
    throw unfit("can't set authorization where endpointAuth does");
  }
}

function unfit(complaint: string): DomainError {
  return new DomainError("BAD_REQUEST", `customHeaders ${complaint}`, { param: "customHeaders" });
}
