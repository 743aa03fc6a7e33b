import type { Attempt, ClaimedDelivery, Clock, EndpointRules } from "@ledgerport/engine";
import type { RequestOptions } from "node:https";
import { type AddressGuard, createAddressGuard } from "../guard/address-guard.ts";
import { endpointUrlFault, hostOf } from "../guard/endpoint-url.ts";
import { ForbiddenAddressError } from "../guard/forbidden-address.ts";
import { guardedLookup } from "../guard/guarded-lookup.ts";
import type { Resolve } from "../guard/resolve.ts";
import { isSuccess } from "../schedule/after-attempt.ts";
import { type Connections, type Pooled, createConnections } from "./connections.ts";
import { type EndpointAnswer, StaleConnectionError, exchange } from "./exchange.ts";
import { failureWords } from "./failure-words.ts";
import { attemptHeaders } from "./headers.ts";

/** What a sender is told. */
export interface SenderOptions extends EndpointRules {
  clock: Clock;
  resolve: Resolve;
  /** Networks that deliveries may reach besides public ones. */
  allowNetworks: readonly string[];
  /** Milliseconds for a whole attempt, from the look-up of the name to the status of the answer. */
  timeoutMs: number;
}

/** An attempt and what its answer asked for. */
export interface SentAttempt extends Attempt {
  /** The answer's header Retry-After. */
  retryAfter: string | undefined;
}

/** Makes attempts, and nothing else: what comes of them is for others to decide and to write down. */
export interface Sender {
  /**
   * Makes one attempt. Never rejects for what the endpoint does. `abandoned` ends it early: then it rejects with the
   * signal's reason, and nobody knows whether the delivery has arrived.
   */
  attempt(delivery: ClaimedDelivery, abandoned: AbortSignal): Promise<SentAttempt>;
  /** Closes the connections. */
  close(): void;
}

/** Makes a sender. Throws RangeError when an allowed network is not one. */
export function createSender(options: SenderOptions): Sender {
  const isAllowed = createAddressGuard(options.allowNetworks);
  const connections = createConnections();
  const lookup = guardedLookup(options.resolve, isAllowed);

  return {
    async attempt(delivery, abandoned) {
      const { clock } = options;
      const at = clock.now();
      const timeout = new AbortController();
      const cancel = clock.after(options.timeoutMs, () => timeout.abort());
      const done = (answer: EndpointAnswer | undefined, error: string | null): SentAttempt => ({
        at,
        // The database's clock may have been followed back by a little meanwhile.
        durationMs: Math.max(0, clock.now().getTime() - at.getTime()),
        statusCode: answer?.statusCode ?? null,
        responseExcerpt: answer?.responseExcerpt ?? null,
        retryAfter: answer?.retryAfter,
        error,
      });
      try {
        const fault = endpointUrlFault(delivery.endpointUrl, options);
        if (fault !== undefined) return done(undefined, fault);
        const body = Buffer.from(delivery.body);
        const request = { ...target(delivery, isAllowed, connections), lookup, rejectUnauthorized: true };
        const headers = attemptHeaders(delivery, body, at);
        const signal = AbortSignal.any([timeout.signal, abandoned]);
        const answer = await exchangeAnew({ ...request, method: "POST", headers }, body, signal);
        return done(answer, answerFault(answer.statusCode));
      } catch (error) {
        if (timeout.signal.aborted) return done(undefined, timeoutWords(options.timeoutMs));
        abandoned.throwIfAborted();
        return done(undefined, failureWords(error));
      } finally {
        cancel();
      }
    },
    close: () => connections.close(),
  };
}

/**
 * Where a delivery goes. Throws ForbiddenAddressError when the host is itself an address that the guard refuses.
 * Credentials in the URL are not looked at, and no proxy of the environment is: it would connect past the guard.
 */
function target(
  { endpointUrl, subscriptionId }: ClaimedDelivery,
  isAllowed: AddressGuard,
  connections: Connections,
): RequestOptions & Pooled {
  const url = new URL(endpointUrl);
  const { host, isAddress } = hostOf(url);
  if (isAddress && !isAllowed(host)) throw new ForbiddenAddressError();
  return {
    protocol: url.protocol,
    host,
    port: url.port,
    path: `${url.pathname}${url.search}`,
    agent: url.protocol === "https:" ? connections.https : connections.http,
    pool: subscriptionId,
  };
}

/** As `exchange`, and again on a new connection when the kept one was closed from the other side meanwhile. */
async function exchangeAnew(
  request: RequestOptions,
  body: Buffer,
  signal: AbortSignal,
): Promise<EndpointAnswer> {
  try {
    return await exchange(request, body, signal);
  } catch (error) {
    if (!(error instanceof StaleConnectionError)) throw error;
    return exchange({ ...request, agent: false }, body, signal);
  }
}

function answerFault(statusCode: number): string | null {
  if (isSuccess(statusCode)) return null;
  const redirect = statusCode >= 300 && statusCode < 400;
  return `The endpoint answered ${statusCode}${redirect ? "; redirects are not followed" : ""}`;
}

function timeoutWords(milliseconds: number): string {
  return `The endpoint did not answer within ${milliseconds / 1000} seconds`;
}
