import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, LedgerportError, systemClock } from "@ledgerport/sdk";
import { listen } from "../src/webhooks/listen.ts";
import { startReceiver } from "./support/receiver.ts";

const COMPANY = "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70";
const EVERY_MS = 7_000;
const event = (sequence: number) => ({
  sequence,
  eventId: `0197a3c2-7c00-7b00-8c00-00000000000${sequence}`,
  eventType: "v1.export-job.created",
  createdAt: "2025-05-23T15:21:32Z",
  data: { id: "j" },
});

/** Listens to a server that gives these answers, until they are used up. */
async function listenTo(url: string, answers: (() => Response)[]) {
  const stop = new AbortController();
  const problems: string[] = [];
  const forwarded: number[] = [];
  const asked: (string | null)[] = [];
  const client = createClient({
    baseUrl: "http://ledgerport.test",
    apiKey: "lp_test",
    retries: 0,
    async fetch(input) {
      asked.push(new URL(new Request(input).url).searchParams.get("after"));
      return (answers.shift() ?? assert.fail("asked too often"))();
    },
  });
  const ended = await listen({
    client,
    companyId: COMPANY,
    after: 4,
    everyMs: EVERY_MS,
    call: { signal: stop.signal },
    receiver: {
      url,
      secret: `whsec_${Buffer.alloc(32, 3).toString("base64")}`,
      version: "v1",
      clock: {
        now: () => systemClock.now(),
        async sleep(milliseconds, signal) {
          if (milliseconds !== EVERY_MS) return systemClock.sleep(milliseconds, signal);
          if (answers.length === 0) stop.abort();
          signal?.throwIfAborted();
        },
      },
    },
    onForwarded: async (one) => void forwarded.push(one.event.sequence),
    onProblem: (message) => void problems.push(message),
  }).catch((error: unknown) => error);
  return { ended, problems, forwarded, asked };
}

const page = (sequences: number[], firstSequence: number, lastSequence: number) => () =>
  Response.json({ data: sequences.map(event), firstSequence, lastSequence });

test("a server that is away for a while is waited for, and no event is forwarded twice or left out", async (t) => {
  const { url, received } = await startReceiver(t);
  const { problems, forwarded, asked } = await listenTo(url, [
    page([5], 1, 5),
    () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) });
    },
    () => Response.json({ type: "SERVICE_UNAVAILABLE", message: "The database is away." }, { status: 503 }),
    page([6, 7], 1, 7),
  ]);
  assert.deepEqual(forwarded, [5, 6, 7]);
  assert.equal(received.length, 3);
  assert.deepEqual(asked, ["4", "5", "5", "5"]);
  assert.equal(problems.length, 2);
  assert.match(problems[1] ?? "", /The database is away\. Trying again\./);
});

test("events that the server has dropped end it, and nothing behind them is forwarded", async (t) => {
  const { url, received } = await startReceiver(t);
  const { ended } = await listenTo(url, [page([8], 8, 8)]);
  assert.ok(ended instanceof LedgerportError);
  assert.match(ended.message, /after number 4 are missing/);
  assert.equal(received.length, 0);
});
