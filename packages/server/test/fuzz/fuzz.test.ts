import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ROUTES } from "@ledgerport/contract";
import { type ChangeLog, type TestServer, testServer, watchChanges } from "@ledgerport/testkit";
import fc from "fast-check";
import { outsideDescription } from "./description-check.ts";
import { type FuzzRequest, allRequests } from "./requests.ts";
import { type World, createWorld } from "./world.ts";

/** The same requests in every run, unless a seed is given; a failure names it. */
const SEED = Number(process.env["LEDGERPORT_FUZZ_SEED"] ?? 20_250_523);
const REQUESTS = Number(process.env["LEDGERPORT_FUZZ_REQUESTS"] ?? 10_000);

let server: TestServer;
let world: World;
let changes: ChangeLog;

before(async () => {
  // The server's own check is off, so that what gets out is seen here.
  server = await testServer({ checkResponses: false });
  world = await createWorld(server);
  changes = await watchChanges(server.url);
});
after(async () => {
  await changes.close();
  await server.close();
});

/** Requests that are sent between two looks at what changed: first those that may write, then those that may not. */
const ROUND = 40;
/** After so many rounds the clock moves on, so that unfinished jobs expire and others can be made. */
const ROUNDS_A_DAY = 5;
const TIME_LIMIT_MS = Number(process.env["LEDGERPORT_FUZZ_SECONDS"] ?? 45) * 1000;

/** How often each operation answered with each status. */
const outcomes = new Map<string, number>();

/** Sends a request; answers the status and what is wrong with the answer. */
async function outcomeOf(request: FuzzRequest): Promise<{ refused: boolean; fault: string | undefined }> {
  const { route, headers, body } = request;
  const key = world.keys.get(request.key);
  const answer = await server.request(route.operation.method, world.filled(request.path), {
    ...(key !== undefined && { key }),
    ...(body !== undefined && { raw: world.filled(body) }),
    headers,
  });
  const outcome = `${route.operationId} ${answer.status}`;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const refused = answer.status >= 400;
  if (!refused) world.learn(request, answer);
  const outside = outsideDescription(route, answer);
  const told = `${answer.status} ${answer.text.slice(0, 1000)}`;
  if (answer.status >= 500) return { refused, fault: `answered ${told}` };
  return { refused, fault: outside === undefined ? undefined : `answered ${told}: ${outside}` };
}

function described({ route, path, key, headers, body = "" }: FuzzRequest): string {
  return `${route.operation.method} ${world.filled(path)} as ${key} ${JSON.stringify(headers)} ${world.filled(body)}`;
}

/** Answers what went wrong in a round. */
async function faultsOfRound(requests: readonly FuzzRequest[]): Promise<string[]> {
  const faults: string[] = [];
  const isRead = ({ route }: FuzzRequest): boolean => route.operation.method === "GET";
  for (const request of requests.filter((one) => !isRead(one))) {
    const { refused, fault } = await outcomeOf(request);
    const changed = await changes.look();
    if (fault !== undefined) faults.push(`${described(request)}\n  ${fault}`);
    if (refused && changed.length > 0)
      faults.push(`${described(request)}\n  was refused, and did ${changed.join()}`);
  }
  const reads = requests.filter(isRead);
  const found = await Promise.all(reads.map(outcomeOf));
  for (const [index, { fault }] of found.entries()) {
    const request = reads[index];
    if (fault !== undefined && request !== undefined) faults.push(`${described(request)}\n  ${fault}`);
  }
  const changed = await changes.look();
  if (changed.length > 0)
    faults.push(`${reads.map(described).join("\n")}\n  read, and did ${changed.join()}`);
  return faults;
}

/** A day later: jobs left unfinished have expired, and there are contra accounts again. */
async function nextDay(): Promise<void> {
  server.clock.advance(24 * 60 * 60 * 1000);
  await server.request("GET", "/v3/export-jobs", { key: world.keys.get("company") ?? "" });
  await world.restore();
  await changes.look();
}

test(
  "made-up requests get no 5xx and no answer outside the description, and refusals change nothing",
  { timeout: 120_000 },
  async (t) => {
    const requests = fc.sample(allRequests, { seed: SEED, numRuns: REQUESTS });
    const faults: string[] = [];
    const limit = AbortSignal.timeout(TIME_LIMIT_MS);
    let sent = 0;
    for (let round = 1; sent < requests.length && !limit.aborted && faults.length < 20; round += 1) {
      faults.push(...(await faultsOfRound(requests.slice(sent, sent + ROUND))));
      sent += ROUND;
      if (round % ROUNDS_A_DAY === 0) await nextDay();
    }
    t.diagnostic(`seed ${SEED}: ${sent} of ${REQUESTS} requests within ${TIME_LIMIT_MS / 1000} s`);
    if (process.env["LEDGERPORT_FUZZ_REPORT"] !== undefined)
      for (const [outcome, count] of outcomes) t.diagnostic(`${outcome}: ${count}`);
    assert.equal(faults.length, 0, `seed ${SEED}: ${faults.join("\n")}`);
    // Requests that never get past the checks would prove little.
    const never = ROUTES.filter(
      ({ operationId, operation }) => !outcomes.has(`${operationId} ${operation.success.status}`),
    );
    const names = never.map(({ operationId }) => operationId).join();
    if (sent >= REQUESTS) assert.ok(never.length <= ROUTES.length / 10, `never succeeded: ${names}`);
  },
);
