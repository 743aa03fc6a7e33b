import assert from "node:assert/strict";
import type { LookupAddress } from "node:dns";
import { afterEach, beforeEach, test } from "node:test";
import { type DelivererConfig, createDeliverer, delivererDefaults } from "../src/index.ts";
import type { Resolve } from "../src/index.ts";
import { type Receiver, startReceiver } from "./support/receiver.ts";
import { World } from "./support/world.ts";

let world: World;
let receiver: Receiver;
beforeEach(async () => {
  world = await World.create();
  receiver = await startReceiver();
});
afterEach(async () => {
  await world.close();
  await receiver.close();
});

const NOT_PUBLIC =
  "The endpoint is not at a public address, and LEDGERPORT_WEBHOOK_ALLOW_NETWORKS does not name its network";
const CLOSED = { allowNetworks: [] };

/** Has one delivery attempted and gives its error; null for a success. */
async function errorOf(
  url: string,
  config: Partial<DelivererConfig>,
  resolve?: Resolve,
): Promise<string | null | undefined> {
  const subscription = await world.subscribe(url);
  const deliverer = world.start(config, resolve === undefined ? {} : { resolve });
  const id = await world.queue(subscription);
  await deliverer.recorded(1);
  await deliverer.stop();
  return (await world.delivery(id)).attempts[0]?.error;
}

const answering =
  (...addresses: LookupAddress[]): Resolve =>
  () =>
    Promise.resolve(addresses);
const LOOPBACK_ADDRESS = { address: "127.0.0.1", family: 4 };

test("an internal address is not connected to, however the URL spells it", async () => {
  const { port } = receiver;
  const hosts = ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "0"];
  for (const host of hosts) assert.equal(await errorOf(`http://${host}:${port}/`, CLOSED), NOT_PUBLIC, host);
  assert.equal(receiver.received.length, 0);
});

test("a name that resolves to an internal address is not connected to", async () => {
  const inside = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"];
  for (const address of inside) {
    const resolve = answering({ address, family: address.includes(":") ? 6 : 4 });
    const url = `http://hooks.example.com:${receiver.port}/`;
    assert.equal(await errorOf(url, CLOSED, resolve), NOT_PUBLIC, address);
  }
  assert.equal(receiver.received.length, 0);
});

test("localhost is a name like any other", async () => {
  assert.equal(await errorOf(`http://localhost:${receiver.port}/`, CLOSED), NOT_PUBLIC);
  assert.equal(receiver.received.length, 0);
});

test("a name is resolved once for each connection, so it can't change between the check and the use", async () => {
  const answers = [LOOPBACK_ADDRESS, { address: "10.0.0.1", family: 4 }];
  let asked = 0;
  const resolve: Resolve = () => Promise.resolve([answers[asked++] ?? assert.fail("it was asked again")]);
  assert.equal(await errorOf(`http://hooks.example.com:${receiver.port}/`, {}, resolve), null);
  assert.equal(asked, 1);
  assert.equal(receiver.received.length, 1);
  assert.equal(await errorOf(`http://hooks.example.com:${receiver.port}/`, {}, resolve), NOT_PUBLIC);
  assert.equal(asked, 2);
});

test("of a name with several addresses only the ones that are allowed are tried", async () => {
  // The first one would be refused at once, by nobody listening; the third is where the receiver is.
  const resolve = answering(
    { address: "10.0.0.1", family: 4 },
    { address: "::1", family: 6 },
    LOOPBACK_ADDRESS,
  );
  assert.equal(await errorOf(`http://hooks.example.com:${receiver.port}/`, {}, resolve), null);
  assert.equal(receiver.received.length, 1);
  assert.equal(receiver.received[0]?.headers.host, `hooks.example.com:${receiver.port}`);
});

test("what an operator opens can be reached, and nothing beside it", async () => {
  assert.equal(await errorOf(receiver.url, { allowNetworks: ["127.0.0.1"] }), null);
  assert.equal(await errorOf(receiver.url, { allowNetworks: ["127.0.0.2/31"] }), NOT_PUBLIC);
});

test("plain http is refused unless it is allowed, also for a subscription made when it was", async () => {
  assert.equal(
    await errorOf(receiver.url, { allowHttp: false }),
    "The endpoint must use https: LEDGERPORT_WEBHOOK_ALLOW_HTTP is not set on the server",
  );
  assert.equal(receiver.received.length, 0);
});

test("a name that does not exist fails without telling more than that", async () => {
  const resolve: Resolve = () =>
    Promise.reject(Object.assign(new Error("getaddrinfo ENOTFOUND secret.internal"), { code: "ENOTFOUND" }));
  const error = await errorOf("http://hooks.example.com/", {}, resolve);
  assert.equal(error, "The endpoint's name could not be resolved (ENOTFOUND)");
});

test("a deliverer with a network that is none is not made", () => {
  const config = { ...delivererDefaults, allowNetworks: ["10.0.0.0/64"] };
  const silent = { attempted() {}, arrived() {}, backlog() {} };
  const log = { warn() {}, error() {} };
  assert.throws(
    () => createDeliverer({ database: world.database, config, log, metrics: silent }),
    RangeError,
  );
});
