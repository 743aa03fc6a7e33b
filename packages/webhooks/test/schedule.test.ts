import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { afterAttempt } from "../src/schedule/after-attempt.ts";
import { MOST_ATTEMPTS, secondsUntilRetry } from "../src/schedule/backoff.ts";
import { retryAfterSeconds } from "../src/schedule/retry-after.ts";

const now = new Date("2025-05-23T15:21:32Z");
const CONTRACT = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];
/** Draws the numbers that Math.random could give. */
const drawn = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("the waits are the contract's, then the delivery has failed", () => {
  const waits = Array.from({ length: MOST_ATTEMPTS }, (_, attemptsBefore) =>
    secondsUntilRetry({ attemptsBefore, retryAfter: undefined }, () => 0),
  );
  assert.deepEqual(waits, [...CONTRACT, undefined]);
});

test("jitter draws a wait out by a fifth at most and never cuts it short", () => {
  fc.assert(
    fc.property(fc.nat(6), drawn, (attemptsBefore, random) => {
      const wait = secondsUntilRetry({ attemptsBefore, retryAfter: undefined }, () => random) ?? 0;
      const scheduled = CONTRACT[attemptsBefore] ?? 0;
      assert.ok(wait >= scheduled && wait <= scheduled * 1.2, String(wait));
    }),
  );
});

test("Retry-After puts a retry off, up to ten hours, and never brings it forward", () => {
  const wait = (attemptsBefore: number, retryAfter: number): number | undefined =>
    secondsUntilRetry({ attemptsBefore, retryAfter }, () => 0);
  assert.equal(wait(0, 120), 120);
  assert.equal(wait(0, 1), 5);
  assert.equal(wait(3, 120), 7200);
  assert.equal(wait(0, 1e14), 36_000);
  assert.equal(wait(7, 120), undefined);
});

test("Retry-After is read as seconds and as an HTTP date, and as nothing else", () => {
  const read = (header: string | undefined): number | undefined => retryAfterSeconds(header, now);
  assert.equal(read("120"), 120);
  assert.equal(read(" 0 "), 0);
  assert.equal(read("Fri, 23 May 2025 15:22:32 GMT"), 60);
  assert.equal(read("Sun, 06 Nov 1994 08:49:37 GMT"), 0);
  for (const other of [undefined, "", "soon", "-5", "1.5", "1e3", "2025-05-23T15:22:32Z", "9".repeat(400)]) {
    assert.equal(read(other), undefined, other);
  }
});

test("2xx delivers, 410 is the end of the subscription, anything else is tried again", () => {
  const next = (statusCode: number | null): string =>
    afterAttempt({ attemptsInSchedule: 0 }, { statusCode, retryAfter: undefined }, now, () => 0).kind;
  for (const statusCode of [200, 201, 202, 204, 299]) assert.equal(next(statusCode), "delivered");
  for (const statusCode of [null, 199, 300, 301, 304, 307, 400, 401, 404, 429, 500, 503]) {
    assert.equal(next(statusCode), "retry", String(statusCode));
  }
  assert.equal(next(410), "gone");
  const last = { statusCode: 500, retryAfter: "60" };
  assert.deepEqual(
    afterAttempt({ attemptsInSchedule: 7 }, last, now, () => 0),
    { kind: "failed" },
  );
});
