import type { ClientOptions } from "../client-options.ts";
import type { Query, Request } from "./request.ts";

/** Sent as `User-Agent`; the version is the package's. */
const SDK_NAME = "ledgerport-sdk/0.1.0";

/** Shorter keys are not looked for in answers: they would be found in ordinary words. */
const SHORTEST_HIDDEN_KEY = 8;

/** Where the server is and as whom to speak to it. Keeps the key to itself. */
export class Connection {
  readonly #base: URL;
  readonly #apiKey: string;
  readonly #userAgent: string;

  /** @throws TypeError when the address or the key can't be used; the message does not show the key. */
  constructor(options: Pick<ClientOptions, "baseUrl" | "apiKey" | "userAgent">) {
    // Checked here because fetch's own message about a bad header value would show the key.
    if (!/^[\x21-\x7e]+$/.test(options.apiKey)) {
      throw new TypeError("apiKey must be one or more printable ASCII characters without spaces.");
    }
    this.#apiKey = options.apiKey;
    this.#base = baseOf(options.baseUrl);
    this.#userAgent = options.userAgent === undefined ? SDK_NAME : `${options.userAgent} ${SDK_NAME}`;
  }

  /** The address of a request. */
  url(request: Request): URL {
    const url = new URL(request.path, this.#base);
    for (const [name, value] of parametersOf(request.query ?? {})) url.searchParams.append(name, value);
    return url;
  }

  /** The headers of a request. */
  headers(request: Request): Record<string, string> {
    return {
      ...request.headers,
      accept: "application/json",
      authorization: `Bearer ${this.#apiKey}`,
      "user-agent": this.#userAgent,
      ...(request.body !== undefined && { "content-type": request.body.contentType }),
    };
  }

  /** A foreign text without the key, should it repeat it. */
  withoutKey(text: string): string {
    return this.#apiKey.length < SHORTEST_HIDDEN_KEY ? text : text.replaceAll(this.#apiKey, "[key]");
  }
}

function baseOf(address: string): URL {
  if (!URL.canParse(address)) throw new TypeError("baseUrl must be an absolute http or https address.");
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError("baseUrl must be an absolute http or https address.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("baseUrl must not hold credentials: give the key as apiKey.");
  }
  url.search = "";
  url.hash = "";
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function parametersOf(query: Query): [string, string][] {
  return Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    const values: readonly (string | number)[] =
      typeof value === "string" || typeof value === "number" ? [value] : value;
    return values.map((one) => [name, String(one)]);
  });
}
