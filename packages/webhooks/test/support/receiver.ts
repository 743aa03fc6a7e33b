import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { type ServerOptions, createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";

/** A request as a receiver got it. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Which connection it came on, from 1. */
  connection: number;
}

/** Answers one request; the first is number 1. */
export type Answer = (response: ServerResponse, received: Received, number: number) => void;

/** Answers with a status and nothing else. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end();

/** A real HTTP server on loopback that keeps what it gets. */
export interface Receiver {
  /** Ends with a slash. */
  url: string;
  port: number;
  received: Received[];
  /** How it answers from now on. */
  answer: Answer;
  /** Resolves when so many requests have come, over its whole life. */
  got(count: number): Promise<void>;
  /** Resolves when so many connections have been closed. */
  lost(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a receiver that answers 200 until it is told otherwise; with TLS when it is given a certificate. */
export async function startReceiver(answer: Answer = status(200), tls?: ServerOptions): Promise<Receiver> {
  const requests = new Tally();
  const closed = new Tally();
  const numbers = new WeakMap<Socket, number>();
  let connections = 0;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const got: Received = {
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        connection: numbers.get(request.socket) ?? 0,
      };
      receiver.received.push(got);
      receiver.answer(response, got, receiver.received.length);
      requests.add();
    });
  };
  const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle);
  server.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    connections += 1;
    numbers.set(socket, connections);
    socket.on("error", () => {});
    socket.on("close", () => closed.add());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}/`,
    port,
    received: [],
    answer,
    got: (count) => requests.reached(count),
    lost: (count) => closed.reached(count),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}

/** Counts, and tells when it has counted far enough. */
export class Tally {
  #count = 0;
  #waiting: { count: number; resolve: () => void }[] = [];

  add(): void {
    this.#count += 1;
    for (const { resolve } of this.#waiting.filter(({ count }) => count <= this.#count)) resolve();
    this.#waiting = this.#waiting.filter(({ count }) => count > this.#count);
  }

  /** Resolves once `count` has been reached. */
  reached(count: number): Promise<void> {
    if (count <= this.#count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }
}
