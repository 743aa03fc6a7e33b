import { Redis } from "ioredis";
import { WINDOW_SECONDS } from "./rate-limiter.ts";
import type { SharedCounters, SharedWindow } from "./shared-counters.ts";

/** Milliseconds to reach Redis. */
const CONNECT_TIMEOUT = 1000;
/** Milliseconds for a count: a request waits no longer for a Redis that does not answer. */
const COUNT_TIMEOUT = 250;
const PREFIX = "ledgerport:rate-limit:";

/**
 * Counts a request in a window that starts with the bucket's first one, as the limiter in memory does. One script, so
 * that no counter is ever left without an end. The time is Redis's own, the same for all servers.
 */
const COUNT = `
local used = redis.call("INCR", KEYS[1])
local endsIn = redis.call("PTTL", KEYS[1])
if endsIn < 0 then
  endsIn = tonumber(ARGV[1])
  redis.call("PEXPIRE", KEYS[1], endsIn)
end
return {used, endsIn}
`;

/**
 * Connects to a Redis for once: what is asked of it fails at once when the connection is gone, and nothing queues up.
 * `url` is `redis://`, `rediss://` (TLS) or `unix://` and a socket's path. Rejects with the cause when the Redis
 * can't be reached or can't count.
 */
export async function openRedisCounters(url: string): Promise<SharedCounters> {
  const redis = new Redis(url.replace(/^unix:\/\//, ""), {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COUNT_TIMEOUT,
    disconnectTimeout: COUNT_TIMEOUT,
    // Whoever uses the counters decides when to try again.
    retryStrategy: null,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // The first count says whether it is ready; the older protocol is the one that every Redis speaks.
    enableReadyCheck: false,
    protocol: 2,
    disableClientInfo: true,
  });
  // What calls reject with says that the connection is closed; why, only this event says.
  let cause: Error | undefined;
  redis.on("error", (error: Error) => {
    cause = error;
  });
  const lost = new Promise<Error>((resolve) => {
    redis.once("end", () => resolve(cause ?? new Error("The connection to Redis has ended")));
  });
  const counters: SharedCounters = {
    async count(bucket) {
      return windowOf(await redis.eval(COUNT, 1, PREFIX + bucket, WINDOW_SECONDS * 1000));
    },
    lost,
    close: () => redis.disconnect(),
  };
  try {
    await Promise.race([redis.connect(), lost.then((error) => Promise.reject(error))]);
    await counters.count("probe");
  } catch (error) {
    redis.disconnect();
    throw cause ?? error;
  }
  return counters;
}

function windowOf(answer: unknown): SharedWindow {
  if (Array.isArray(answer)) {
    const used: unknown = answer[0];
    const endsIn: unknown = answer[1];
    if (typeof used === "number" && typeof endsIn === "number") return { used, endsIn };
  }
  throw new Error("Redis has not counted");
}
