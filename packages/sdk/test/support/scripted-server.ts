import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

/** A request as it came in. */
export interface Received {
  method: string;
  /** Path and query. */
  target: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What the server does with one request. */
export type Behaviour = (request: Received, response: ServerResponse) => void;

/** A server on loopback that does what the test says, request by request. */
export interface ScriptedServer {
  baseUrl: string;
  /** All requests, in order. */
  received: Received[];
}

/** Starts a server that decides by a function what it does with each request; ends with the test. */
export async function serve(
  t: TestContext,
  decide: (request: Received) => Behaviour,
): Promise<ScriptedServer> {
  const received: Received[] = [];
  const server = createServer((message, response) => {
    void text(message).then(
      (body) => {
        const target = message.url ?? "";
        const query = new URL(target, "http://loopback").searchParams;
        const request = { method: message.method ?? "", target, query, headers: message.headers, body };
        received.push(request);
        decide(request)(request, response);
      },
      () => response.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, received };
}

/** Starts a server with one behaviour for each request; more requests than behaviours get the last one again. */
export function script(t: TestContext, ...behaviours: [Behaviour, ...Behaviour[]]): Promise<ScriptedServer> {
  const left = [...behaviours];
  return serve(t, () => {
    const [next] = left;
    if (next === undefined) throw new Error("no behaviour");
    if (left.length > 1) left.shift();
    return next;
  });
}

/** Answers with JSON. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
}

/** Answers with an error of the API. */
export function refuse(status: number, type: string, headers: Record<string, string> = {}): Behaviour {
  return answer(status, { type, message: `it is ${type}` }, headers);
}

/** Answers with some other text, e.g. a proxy's page. */
export function page(status: number, body: string): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "text/html" });
    response.end(body);
  };
}

/** Drops the connection without an answer. */
export const reset: Behaviour = (_request, response) => {
  response.socket?.resetAndDestroy();
};

/** Never answers, and tells so. */
export function hang(told: () => void): Behaviour {
  return () => told();
}

/** Begins a JSON answer and drops the connection in the middle of it. */
export const breakOff: Behaviour = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"data":[{"id":"0197', () => response.socket?.destroy());
};

/** An address where nobody listens: that of a server that has gone. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
