import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { storeAnswer, sweepIdempotentRequests, withIdempotency } from "../src/idempotency/commands.ts";
import { answerFor, type IdempotentRequest } from "../src/idempotency/model.ts";
import { storedAnswer } from "../src/idempotency/queries.ts";
import { newId } from "../src/shared/ids.ts";
import { createOrganisation } from "../src/tenants/commands.ts";
import { assertRefused } from "./support/refusals.ts";

const DAY = 24 * 60 * 60 * 1000;

let db: TestDatabase;
let request: IdempotentRequest;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(() => {
  request = {
    keyOwner: newId(db.clock),
    route: "POST /organisations",
    idempotencyKey: "k",
    fingerprint: "f",
  };
});

/** Makes an organisation named for the request's owner, and answers its id. */
const send = (changes: Partial<IdempotentRequest> = {}, meanwhile: () => Promise<void> = async () => {}) =>
  db.database.write("system", "admin", (tx) =>
    withIdempotency(tx, { ...request, ...changes }, async () => {
      const { id } = await createOrganisation(tx, { name: request.keyOwner });
      await meanwhile();
      return { statusCode: 201, body: JSON.stringify({ id }) };
    }),
  );
const effects = async () => {
  const text = "SELECT count(*)::int AS made FROM organisations WHERE name = $1";
  const rows = await db.database.read("system", (sql) =>
    sql.query<{ made: number }>({ text, values: [request.keyOwner] }),
  );
  return rows[0]?.made;
};
const stored = () => db.database.read("system", (sql) => storedAnswer(sql, request, db.clock.now()));
const store = (body: string, changes: Partial<IdempotentRequest> = {}) =>
  db.database.write("system", "admin", (tx) =>
    storeAnswer(tx, { ...request, ...changes }, { statusCode: 200, body }),
  );
const sweep = (limit: number) =>
  db.database.write("system", "system:sweep", (tx) => sweepIdempotentRequests(tx, limit));

test("a repeated request gets the first answer and does nothing", async () => {
  const first = await send();
  assert.equal(first.replayed, false);
  assert.deepEqual(await send(), { ...first, replayed: true });
  assert.equal(await effects(), 1);
});

test("the same key with another request is refused", async () => {
  await send();
  await assertRefused(send({ fingerprint: "other" }), "IDEMPOTENCY_KEY_REUSED");
  assert.equal(await effects(), 1);
});

test("another owner, route or key is another request", async () => {
  await send();
  for (const changes of [{ keyOwner: newId(db.clock) }, { route: "POST /keys" }, { idempotencyKey: "l" }]) {
    assert.equal((await send(changes)).replayed, false);
  }
  assert.equal(await effects(), 4);
});

test("work that fails leaves neither effect nor answer, and can be tried again", async () => {
  await assert.rejects(
    send({}, () => Promise.reject(new Error("lost"))),
    /lost/,
  );
  assert.equal(await effects(), 0);
  assert.equal((await send()).replayed, false);
  assert.equal(await effects(), 1);
});

test("a request whose twin is still running is told so, and gets the twin's answer afterwards", async () => {
  const started = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const running = send({}, () => {
    started.resolve();
    return released.promise;
  });
  await started.promise;
  await assertRefused(send(), "IDEMPOTENCY_KEY_IN_USE");
  await assertRefused(send({ fingerprint: "other" }), "IDEMPOTENCY_KEY_IN_USE");
  released.resolve();
  const first = await running;
  assert.deepEqual(await send(), { ...first, replayed: true });
  assert.equal(await effects(), 1);
});

test("of many twins at once one has its effect, the others its answer or a refusal", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => send()));
  const answers = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []));
  assert.equal(answers.filter((answer) => !answer.replayed).length, 1);
  assert.equal(new Set(answers.map((answer) => answer.body)).size, 1);
  assert.equal(await effects(), 1);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") {
      await assertRefused(Promise.reject(outcome.reason as Error), "IDEMPOTENCY_KEY_IN_USE");
    }
  }
});

test("waits after the claim may be as long as those of any other transaction", async () => {
  const show = { text: "SHOW lock_timeout" };
  const settings = await db.database.write("system", "admin", async (tx) => {
    const before = await tx.query(show);
    let after: unknown;
    await withIdempotency(tx, request, async () => {
      after = await tx.query(show);
      return { statusCode: 204, body: "" };
    });
    return { before, after };
  });
  assert.deepEqual(settings.after, settings.before);
});

test("an answer is kept for a day, then the key is free", async () => {
  const first = await send();
  db.clock.advance(DAY - 1);
  assert.deepEqual(await send(), { ...first, replayed: true });
  db.clock.advance(1);
  assert.equal((await send({ fingerprint: "other" })).replayed, false);
  assert.equal(await effects(), 2);
});

test("the sweep deletes what has expired, and no more at once than asked", async () => {
  db.clock.advance(DAY);
  await sweep(1000);
  for (const idempotencyKey of ["a", "b", "c"]) await send({ idempotencyKey });
  db.clock.advance(DAY / 2);
  await send();
  db.clock.advance(DAY / 2);
  assert.equal(await sweep(2), 2);
  assert.equal(await sweep(2), 1);
  assert.equal(await sweep(2), 0);
  assert.equal((await send()).replayed, true);
});

test("a streamed request's answer is kept afterwards; the first of two stays until it expires", async () => {
  assert.equal(await stored(), undefined);
  await store("first");
  await store("second", { fingerprint: "other" });
  assert.deepEqual(await stored(), { fingerprint: "f", statusCode: 200, body: "first" });
  db.clock.advance(DAY);
  assert.equal(await stored(), undefined);
  await store("third");
  assert.equal((await stored())?.body, "third");
});

test("a kept answer is for its own request only", async () => {
  const answer = { statusCode: 200, body: "{}" };
  assert.deepEqual(answerFor({ ...answer, fingerprint: "f" }, "f"), answer);
  await assertRefused(
    (async () => answerFor({ ...answer, fingerprint: "f" }, "g"))(),
    "IDEMPOTENCY_KEY_REUSED",
  );
});
