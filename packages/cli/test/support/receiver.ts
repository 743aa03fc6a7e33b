import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

/** A delivery as it came in. */
export interface Received {
  body: string;
  headers: IncomingHttpHeaders;
}

/** What a receiver does with one delivery: the status that it answers, or something else. */
export type Answer = number | ((response: ServerResponse) => void);

/** A receiver of webhooks on loopback. */
export interface Receiver {
  url: string;
  received: Received[];
}

/** Starts a receiver that answers as given, one after the other, and then 204; ends with the test. */
export async function startReceiver(t: TestContext, ...answers: Answer[]): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ body, headers: request.headers });
      const answer = answers.shift() ?? 204;
      if (typeof answer === "number") response.writeHead(answer).end();
      else answer(response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, received };
}
