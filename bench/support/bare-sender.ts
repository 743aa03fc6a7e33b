/**
 * A process of its own with the bare loop that deliveries are measured against: signs and posts, and nothing else.
 * BARE_TARGET is where to, BARE_BODY what. GET /<count> sends so many and answers when all were answered.
 */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { Agent, createServer, request as send } from "node:http";

const AT_ONCE = 64;
const target = process.env["BARE_TARGET"] ?? "";
const body = Buffer.from(process.env["BARE_BODY"] ?? "");
const secret = randomBytes(32);
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function post(): Promise<void> {
  const id = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
  };
  return new Promise((resolve, reject) => {
    const request = send(target, { method: "POST", agent, headers });
    request.on("error", reject);
    request.on("response", (response) => response.resume().on("end", resolve));
    request.end(body);
  });
}

async function sendAll(count: number): Promise<void> {
  let left = count;
  const loop = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await post();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
}

const server = createServer((request, response) => {
  sendAll(Number((request.url ?? "").slice(1))).then(
    () => response.end(),
    (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen");
  process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.once("SIGTERM", () => {
  agent.destroy();
  server.closeAllConnections();
  server.close(() => process.disconnect());
});
