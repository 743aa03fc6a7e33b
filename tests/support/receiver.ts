import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A delivery as it came. */
export interface Arrival {
  /** Its `webhook-id`. */
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks on loopback that keeps what it gets. */
export interface Receiver {
  url: string;
  arrivals: Arrival[];
  /** Answers, from now on. At first: 200. */
  answer: (response: ServerResponse, number: number) => void;
  /** Told of each new connection before anything is read from it; false: it is dropped. */
  connected: () => boolean;
  /** Resolves when so many deliveries have come over its whole life. */
  got(count: number): Promise<void>;
  close(): Promise<void>;
}

export const ok = (response: ServerResponse): unknown => response.writeHead(200).end();

/** Starts one. */
export async function startReceiver(): Promise<Receiver> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    // A request that breaks off has not arrived.
    void text(request).then(
      (body) => {
        const { headers } = request;
        receiver.arrivals.push({ id: String(headers["webhook-id"]), headers, body });
        receiver.answer(response, receiver.arrivals.length);
        for (const { count, resolve } of waiting) if (count <= receiver.arrivals.length) resolve();
      },
      () => {},
    );
  });
  server.prependListener("connection", (socket) => {
    socket.on("error", () => {});
    if (!receiver.connected()) socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/`,
    arrivals: [],
    answer: ok,
    connected: () => true,
    got(count) {
      if (receiver.arrivals.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
