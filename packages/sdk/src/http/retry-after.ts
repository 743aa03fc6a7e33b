/** Reads headers by name, as `Headers` does. */
interface HeaderReader {
  get(name: string): string | null;
}

/** Epoch seconds are told from seconds to wait by being far larger than any wait. */
const SMALLEST_EPOCH = 1_000_000_000;

/**
 * Seconds that the server asks to wait: from `Retry-After` (seconds or an HTTP date), else, with 429 only (the rate
 * headers come with every answer), from the time that the limit is renewed: `RateLimit`, or the older
 * `x-ratelimit-reset`. Undefined when it says nothing.
 */
export function retryAfterSeconds(headers: HeaderReader, status: number, now: Date): number | undefined {
  const asked = fromRetryAfter(headers.get("retry-after"), now);
  if (asked !== undefined || status !== 429) return asked;
  return fromRateLimit(headers.get("ratelimit")) ?? fromReset(headers.get("x-ratelimit-reset"), now);
}

function fromRetryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  const seconds = wholeSeconds(value);
  if (seconds !== undefined) return seconds;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

/** `"default";r=0;t=30` (IETF draft from 08 on) or `limit=600, remaining=0, reset=30` (before). */
function fromRateLimit(value: string | null): number | undefined {
  if (value === null) return undefined;
  const found = /(?:^|[;,\s])(?:t|reset)=(\d+)/.exec(value);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

function fromReset(value: string | null, now: Date): number | undefined {
  const seconds = value === null ? undefined : wholeSeconds(value);
  if (seconds === undefined || seconds < SMALLEST_EPOCH) return seconds;
  return Math.max(0, Math.ceil(seconds - now.getTime() / 1000));
}

function wholeSeconds(value: string): number | undefined {
  return /^\d+$/.test(value.trim()) ? Number(value.trim()) : undefined;
}
