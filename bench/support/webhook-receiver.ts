import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A delivery as it came in. */
interface Arrival {
  /** The webhook-id. */
  id: string;
  /** The path that it came to. */
  path: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Where deliveries of a benchmark go: answers 200 at once, and never on paths that are dead. */
export interface WebhookReceiver {
  /** Without a slash at its end. */
  url: string;
  /** What has come in since it was last emptied. */
  arrivals: Arrival[];
  dead: Set<string>;
  /** Resolves when so many have come in since it was last emptied. */
  got(count: number): Promise<void>;
  close(): void;
}

/** Starts a receiver on loopback. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  let wanted = { count: Infinity, resolve: (): void => {} };
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    receiver.arrivals.push({ id: String(request.headers["webhook-id"]), path, at: Date.now() });
    request.resume();
    if (!receiver.dead.has(path)) response.writeHead(200, { "content-length": 2 }).end("ok");
    if (receiver.arrivals.length >= wanted.count) wanted.resolve();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals: [],
    dead: new Set(),
    got: (count) =>
      new Promise((resolve) => {
        wanted = { count, resolve };
        if (receiver.arrivals.length >= count) resolve();
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}
