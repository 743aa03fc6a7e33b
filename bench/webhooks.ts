import { startChild } from "./support/child.ts";
import { type Company, jobBody } from "./support/company.ts";
import { HttpClient } from "./support/http-client.ts";
import { interleaved, quantile } from "./support/measure.ts";
import type { Benchmark, Scale } from "./support/report.ts";
import { type WebhookReceiver, startWebhookReceiver } from "./support/webhook-receiver.ts";
import { type World, startWorld } from "./support/world.ts";

const ENDPOINTS = 100;
const COMPANIES = 20;
const DEAD = `/${ENDPOINTS - 1}`;
/** Beyond it nothing changes but how long it takes. */
const MOST_DELIVERIES = 10_000;
const EVENT_TYPES = ["v1.export-job.created", "v1.export-job.failed"];

/** Deliveries: how many, how soon, and with one endpoint of a hundred dead. */
export const webhooks: Benchmark = {
  name: "webhooks",
  title: "webhook deliveries against a bare loop that signs and posts the same bodies",
  async run(scale, show) {
    const receiver = await startWebhookReceiver();
    const world = await startWorld(scale.statistics, {
      LEDGERPORT_WEBHOOK_ALLOW_NETWORKS: "127.0.0.0/8",
      LEDGERPORT_WEBHOOK_ALLOW_HTTP: "1",
    });
    const memory = (): Promise<number> => world.server.peakMemory();
    try {
      for (const size of scale.sizes.filter((each) => each <= MOST_DELIVERIES)) {
        const rates = await throughput(world, receiver, scale, size);
        const aim = { at: "least", ratio: 0.5 } as const;
        show({
          what: "deliveries to 100 endpoints",
          size,
          ...rates,
          unit: "deliveries/s",
          aim,
          memory: await memory(),
        });
      }
      const soon = await arrivalTimes(world, receiver, scale);
      const within = { baseline: undefined, unit: "ms", size: soon.length } as const;
      for (const [name, share, absolute] of [
        ["median", 0.5, 100],
        ["99th percentile", 0.99, 1000],
      ] as const) {
        const what = `event to arrival at 100 events a second, ${name}`;
        show({
          ...within,
          what,
          subject: quantile(soon, share),
          aim: { at: "most", absolute },
          memory: await memory(),
        });
      }
      const { alive, dead } = await withOneDead(world, receiver, scale);
      for (const [name, share] of [
        ["median", 0.5],
        ["99th percentile", 0.99],
      ] as const) {
        const figures = { subject: quantile(dead, share), baseline: quantile(alive, share) };
        const what = `event to arrival at the other 99 while one of 100 is dead, ${name}`;
        const aim = { at: "most", ratio: 1.2 } as const;
        show({ what, size: dead.length, ...figures, unit: "ms", aim, memory: await memory() });
      }
    } finally {
      await world.close();
      receiver.close();
    }
  },
};

/** Deliveries a second between the first arrival and the last. */
async function throughput(
  world: World,
  receiver: WebhookReceiver,
  scale: Scale,
  size: number,
): Promise<{ subject: number; baseline: number }> {
  const { company, subscriptions } = await subscribed(world, receiver, ENDPOINTS);
  const data = JSON.stringify(await sampleJob(company));
  const event = `"data":${data},"eventId":"${company.id}","eventType":"${EVENT_TYPES[0]}"`;
  const bare = await startChild("bare-sender.ts", {
    BARE_TARGET: receiver.url,
    BARE_BODY: `{${event},"payload":{${event}}}`,
  });
  const trigger = new HttpClient(bare.url, "");
  const rate = async (start: () => Promise<unknown>): Promise<number> => {
    receiver.arrivals = [];
    await start();
    await receiver.got(size);
    return ((size - 1) * 1000) / ((receiver.arrivals.at(-1)?.at ?? 0) - (receiver.arrivals[0]?.at ?? 0));
  };
  const rates = await interleaved(scale.rounds(size), {
    subject: () => rate(() => queue(world, company, subscriptions, data, size)),
    baseline: () => rate(() => trigger.send("GET", `/${size}`)),
  });
  trigger.close();
  await bare.stop();
  return rates;
}

/** Milliseconds from each event to its arrival, at 100 events a second of 20 companies. */
async function arrivalTimes(world: World, receiver: WebhookReceiver, scale: Scale): Promise<number[]> {
  const companies: Company[] = [];
  for (let count = 0; count < COMPANIES; count += 1) {
    companies.push((await subscribed(world, receiver, 1)).company);
  }
  return timesOf(world, receiver, () => createAndCancel(companies, 100, scale.seconds), 1);
}

/** The same for one company's 100 endpoints at 5 events a second: when all are alive, and with the last one dead. */
async function withOneDead(
  world: World,
  receiver: WebhookReceiver,
  scale: Scale,
): Promise<{ alive: number[]; dead: number[] }> {
  const { company } = await subscribed(world, receiver, ENDPOINTS);
  const load = (): Promise<number> => createAndCancel([company], 5, 2 * scale.seconds);
  // A first round warms up.
  await timesOf(world, receiver, load, ENDPOINTS);
  const alive = await timesOf(world, receiver, load, ENDPOINTS);
  receiver.dead.add(DEAD);
  const dead = await timesOf(world, receiver, load, ENDPOINTS - 1);
  receiver.dead.clear();
  return { alive, dead };
}

/** Makes events, waits until the endpoints that live have got them all, and gives the times that this took. */
async function timesOf(
  world: World,
  receiver: WebhookReceiver,
  load: () => Promise<number>,
  endpointsAlive: number,
): Promise<number[]> {
  receiver.arrivals = [];
  const events = await load();
  const alive = () => receiver.arrivals.filter(({ path }) => !receiver.dead.has(path));
  while (alive().length < events * endpointsAlive) await receiver.got(receiver.arrivals.length + 1);
  const arrivals = alive();
  const { rows } = await world.bare.query<{ id: string; created_at: Date }>(
    "SELECT id, created_at FROM deliveries WHERE id = ANY ($1)",
    [arrivals.map(({ id }) => id)],
  );
  const created = new Map(rows.map((row) => [row.id, row.created_at.getTime()]));
  return arrivals.map(({ id, at }) => at - (created.get(id) ?? Number.NaN));
}

/** Creates jobs and cancels them, going round the companies; says how many events that made. */
async function createAndCancel(
  companies: readonly Company[],
  perSecond: number,
  seconds: number,
): Promise<number> {
  const entries: string[][] = [];
  for (const company of companies) entries.push(await company.entryIds());
  const pairs = (perSecond * seconds) / 2;
  const start = performance.now();
  const previous: Promise<unknown>[] = companies.map(() => Promise.resolve());
  for (let pair = 0; pair < pairs; pair += 1) {
    const wait = start + (pair * 2000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const at = pair % companies.length;
    const company = companies[at];
    if (company === undefined) continue;
    previous[at] = (previous[at] ?? Promise.resolve()).then(async () => {
      const id = await company.createJob(jobBody(company.id, entries[at] ?? []));
      await company.http.send("POST", `/platform/v1/export-jobs/${id}:cancel`);
    });
  }
  await Promise.all(previous);
  return pairs * 2;
}

/** A company with an entry and so many subscriptions, each to a path of its own. */
async function subscribed(
  world: World,
  receiver: WebhookReceiver,
  count: number,
): Promise<{ company: Company; subscriptions: string[] }> {
  const company = await world.company();
  await company.import(1);
  const admin = new HttpClient(world.server.url, world.adminKey);
  const { data } = await admin.json<{ data: { key: string } }>("POST", "/platform/v1/keys", {
    name: "benchmark's webhooks",
    companyId: company.id,
    scopes: ["webhooks:write"],
  });
  const client = new HttpClient(world.server.url, data.key);
  const subscriptions: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const made = await client.json<{ data: { id: string } }>("POST", "/v1/subscriptions", {
      endpointUrl: `${receiver.url}/${number}`,
      eventTypes: EVENT_TYPES,
    });
    subscriptions.push(made.data.id);
  }
  admin.close();
  client.close();
  return { company, subscriptions };
}

/** A job as events show it, made before anybody listens. */
async function sampleJob(company: Company): Promise<unknown> {
  const id = await company.createJob(jobBody(company.id, await company.entryIds()));
  const { data } = await company.http.json<{ data: unknown }>("GET", `/v3/export-jobs/${id}`);
  await company.http.send("POST", `/platform/v1/export-jobs/${id}:cancel`);
  return data;
}

/** Queues deliveries that are due at once, in one transaction: the server finds them at its next look. */
async function queue(
  world: World,
  company: Company,
  subscriptions: readonly string[],
  data: string,
  size: number,
): Promise<void> {
  await world.bare.query("BEGIN");
  await world.bare.query(
    `INSERT INTO events (company_id, sequence, id, type, data, created_at)
     SELECT $1, c.last_sequence + n, gen_random_uuid(), 'export-job.created', $2, now()
     FROM event_counters c, generate_series(1, $3::integer) AS n WHERE c.company_id = $1`,
    [company.id, data, size],
  );
  await world.bare.query(
    `INSERT INTO deliveries (company_id, id, subscription_id, event_sequence, event_id, event_type, status, next_attempt_at, created_at)
     SELECT e.company_id, gen_random_uuid(), ($2::uuid[])[1 + e.sequence % $3], e.sequence, e.id, $4, 'pending', now(), now()
     FROM events e JOIN event_counters c ON c.company_id = e.company_id AND e.sequence > c.last_sequence
     WHERE e.company_id = $1`,
    [company.id, subscriptions, subscriptions.length, EVENT_TYPES[0]],
  );
  await world.bare.query(
    "UPDATE event_counters SET last_sequence = last_sequence + $2 WHERE company_id = $1",
    [company.id, size],
  );
  await world.bare.query("COMMIT");
}
