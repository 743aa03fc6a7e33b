import { Agent, request as send } from "node:http";

/** A client that keeps its connections and does as little as possible besides, so that it weighs little in a figure. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Sends a request and gives the answer's text. Throws unless it is a success. */
  send(
    method: string,
    path: string,
    body?: string | Iterable<Buffer>,
    type = "application/json",
  ): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const request = send(`${this.#url}${path}`, {
      method,
      agent: this.#agent,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body === undefined ? {} : { "content-type": type }),
        ...(typeof body === "string" ? { "content-length": Buffer.byteLength(body) } : {}),
      },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(text);
        else reject(new Error(`${method} ${path} answered ${status}: ${text.slice(0, 500)}`));
      });
    });
    if (body === undefined || typeof body === "string") request.end(body);
    else void sendAll(request, body).catch(reject);
    return promise;
  }

  /** As `send`, the answer parsed. The caller knows the shape. */
  async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    return JSON.parse(
      await this.send(method, path, body === undefined ? undefined : JSON.stringify(body)),
    ) as T;
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function sendAll(request: NodeJS.WritableStream, pieces: Iterable<Buffer>): Promise<void> {
  for (const piece of pieces) {
    if (!request.write(piece)) await new Promise((resolve) => request.once("drain", resolve));
  }
  request.end();
}
