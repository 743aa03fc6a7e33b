import { type Client, type ClientOptions, createClient } from "../../src/index.ts";
import { TestClock } from "./test-clock.ts";

/** The time limit of attempts in tests, in milliseconds: unlike any wait. */
const LIMIT_MS = 29_999;

/** A key to look for where it must not be. */
export const API_KEY = "lp_2vJ7secretsecretsecretsecretsecretsecret01";

/** The company of tests. */
export const COMPANY_ID = "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70";

/** A clock that knows the clients' time limit. */
export function testClock(): TestClock {
  return new TestClock(LIMIT_MS);
}

/** A client on a clock that never waits; its jitter is always half of what it may be. */
export function testClient(
  baseUrl: string,
  options: Partial<ClientOptions> = {},
): { client: Client; clock: TestClock } {
  const clock = testClock();
  const client = createClient({
    baseUrl,
    apiKey: API_KEY,
    clock,
    random: () => 0.5,
    timeoutMs: LIMIT_MS,
    ...options,
  });
  return { client, clock };
}
