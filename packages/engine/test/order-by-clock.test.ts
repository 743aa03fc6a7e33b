import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { test } from "node:test";

const SOURCES = new URL("../src/", import.meta.url);

/** What may put rows in the order of a clock: a comparison, an order, an extreme or a list's own order by id or time. */
const PATTERNS = [
  /\b(?:\w+\.)?(?:id|\w+_id) (?:<|>)=? [\w$.]+/g,
  /ORDER BY [^`)]*?\b(?:id|\w+_id|at|\w+_at)\b/g,
  /\b(?:min|max)\((?:\w+\.)?(?:id|\w+_id|at|\w+_at)\)/g,
  /standing: \[[^\]]*\b(?:id|ID|\w+_id|at|\w+_at|createdAt|CREATED_AT)\b/g,
];

const LOCKS = "locks are taken in one order, whichever";
const STEPS = "from one to the next, whichever is next";
const GROUPS = "rows of one owner together; within it by a number or place";
const AGE = "what is old is forgotten, by age";
const LIST =
  "a list to look at: neither column ever changes, so no row is repeated or skipped; none is read on from";
const IDENTITY = "numbers that the database gives, under the job's lock or the entry's";

/** The uses that are right, and why (docs/decisions/0016-order-and-time.md). */
const ALLOWED: Readonly<Record<string, string>> = {
  "deadlines/sql.ts: ORDER BY company_id": LOCKS,
  "deadlines/sql.ts: ORDER BY id": LOCKS,
  "deliveries/claim-sql.ts: ORDER BY d.next_attempt_at":
    "what has been due for longest goes first; no promise of order",
  "deliveries/claim-sql.ts: ORDER BY d.subscription_id": STEPS,
  "deliveries/claim-sql.ts: ORDER BY p.next_attempt_at":
    "what has been due for longest goes first; no promise of order",
  "deliveries/claim-sql.ts: ORDER BY turn, next_attempt_at":
    "what has been due for longest goes first; no promise of order",
  "deliveries/claim-sql.ts: d.subscription_id > w.subscription_id": STEPS,
  "deliveries/record-sql.ts: max(at)": "when the endpoint last answered, for the operator",
  "deliveries/record-sql.ts: min(at)": "the start of a time that is measured",
  "deliveries/requeue-sql.ts: ORDER BY e.created_at":
    "a stretch of time is asked for; all of it is queued in the end",
  "deliveries/requeue-sql.ts: ORDER BY o.created_at":
    "a stretch of time is asked for; all of it is queued in the end",
  "deliveries/sql.ts: ORDER BY a.delivery_id": GROUPS,
  "deliveries/sql.ts: ORDER BY o.created_at": AGE,
  "deliveries/sql.ts: min(d.created_at)": "an age, for the operator",
  "deliveries/sql.ts: standing: [CREATED_AT, ID": LIST,
  'entries/queries.ts: standing: [{ sql: "e.id': LIST,
  "entries/sql.ts: ORDER BY id": LOCKS,
  "events/sql.ts: ORDER BY o.created_at": AGE,
  "export-items/sql.ts: ORDER BY f.entry_id": "any one row will do",
  "files/sql.ts: ORDER BY f.entry_id": GROUPS,
  "history/sql.ts: own.id < whole.id": IDENTITY,
  'history/sql.ts: standing: [{ sql: "h.id': IDENTITY,
  "idempotency/sql.ts: ORDER BY expires_at": AGE,
  "jobs/sql.ts: ORDER BY expires_at": "the longest overdue is settled first; all are in the end",
  "keys/sql.ts: standing: [CREATED_AT, ID": LIST,
  "locks/sql.ts: ORDER BY e.id": LOCKS,
  "subscriptions/activities-sql.ts: standing: [CREATED_AT, ID": LIST,
  "subscriptions/sql.ts: ORDER BY created_at":
    "any company of the organisation will do, the same one each time",
  "subscriptions/sql.ts: standing: [CREATED_AT, ID": LIST,
  "tenants/sql.ts: standing: [createdAt, id": LIST,
  'vendors/sql.ts: standing: [ { sql: "v.created_at", type: "timestamptz" }, { sql: "v.id': LIST,
};

test("nothing is taken for later, newest or first by its id or by a clock, but where it is named here with the reason", async () => {
  const found = new Set<string>();
  for await (const file of glob("**/*.ts", { cwd: SOURCES })) {
    const text = (await readFile(new URL(file, SOURCES), "utf8")).replaceAll(/\s+/g, " ");
    for (const pattern of PATTERNS) {
      for (const [match] of text.matchAll(pattern)) found.add(`${file}: ${match}`);
    }
  }
  assert.deepEqual([...found].toSorted(), Object.keys(ALLOWED).toSorted());
});
