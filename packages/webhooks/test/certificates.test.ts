import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { promisify } from "node:util";
import { type Receiver, startReceiver } from "./support/receiver.ts";
import { World } from "./support/world.ts";

const HOST = "hooks.example.com";
const trusted = getCACertificates("default");

let world: World;
let receiver: Receiver;
let certificate = "";
before(async () => {
  world = await World.create();
  const made = await selfSigned(HOST);
  certificate = made.cert;
  receiver = await startReceiver(undefined, made);
  world.onClose(() => receiver.close());
});
after(() => world.close());

async function selfSigned(host: string): Promise<{ key: string; cert: string }> {
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-test-"));
  const [key, cert] = [join(directory, "key.pem"), join(directory, "cert.pem")];
  const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await promisify(execFile)("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", cert, ...subject]);
  const made = { key: await readFile(key, "utf8"), cert: await readFile(cert, "utf8") };
  await rm(directory, { recursive: true });
  return made;
}

async function errorOf(host: string, trust: readonly string[]): Promise<string | null | undefined> {
  setDefaultCACertificates([...trust]);
  const subscription = await world.subscribe(`https://${host}:${receiver.port}/`);
  const resolve = () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
  const deliverer = world.start({ allowHttp: false }, { resolve });
  const id = await world.queue(subscription);
  await deliverer.recorded(1);
  await deliverer.stop();
  return (await world.delivery(id)).attempts[0]?.error;
}

const NOT_VALID = "The endpoint's certificate is not valid";

test("a certificate that nobody vouches for is refused, also when the environment says that none is checked", async () => {
  assert.equal(await errorOf(HOST, trusted), `${NOT_VALID} (DEPTH_ZERO_SELF_SIGNED_CERT)`);
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  assert.equal(await errorOf(HOST, trusted), `${NOT_VALID} (DEPTH_ZERO_SELF_SIGNED_CERT)`);
  delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  assert.equal(receiver.received.length, 0);
});

test("a certificate for another name is refused", async () => {
  const error = await errorOf("other.example.com", [certificate]);
  assert.equal(error, `${NOT_VALID} (ERR_TLS_CERT_ALTNAME_INVALID)`);
  assert.equal(receiver.received.length, 0);
});

test("a certificate that is trusted and names the host is taken", async () => {
  assert.equal(await errorOf(HOST, [certificate]), null);
  assert.equal(receiver.received.length, 1);
});

test("an endpoint that does not speak TLS is a failure", async () => {
  const plain = await startReceiver();
  world.onClose(() => plain.close());
  const subscription = await world.subscribe(`https://127.0.0.1:${plain.port}/`);
  const deliverer = world.start();
  const id = await world.queue(subscription);
  await deliverer.recorded(1);
  const [attempt] = (await world.delivery(id)).attempts;
  assert.match(attempt?.error ?? "", /^The endpoint does not speak TLS as it should/);
});
