import {
  type CallOptions,
  type Client,
  type CompanyEvent,
  ConnectionError,
  RateLimitError,
  ServerError,
} from "@ledgerport/sdk";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { forward, type Receiver } from "./forward.ts";

/** Milliseconds before the second attempt; doubled from then on. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** An event that the receiver has taken. */
export interface Forwarded {
  event: CompanyEvent;
  /** What the receiver answered. */
  status: number;
  attempts: number;
}

/** How events are listened for. */
export interface ListenOptions {
  client: Client;
  companyId: string;
  receiver: Receiver;
  /** The last event not to be forwarded. */
  after: number;
  /** Milliseconds between two looks for events. */
  everyMs: number;
  call: CallOptions;
  /** Awaited before the next event. */
  onForwarded(forwarded: Forwarded): Promise<void>;
  /** Told of what will be tried again. */
  onProblem(message: string): void;
}

/**
 * Forwards a company's events in their order, each until it is taken, until the call is aborted: then it rejects with
 * the signal's reason. Rejects with CommandError when the receiver wants no more, with LedgerportError when events are
 * missing or the server refuses.
 */
export async function listen(options: ListenOptions): Promise<never> {
  const { client, companyId, call } = options;
  let { after } = options;
  for (;;) {
    try {
      for await (const event of client.platform.events.listAll(companyId, { after }, call)) {
        const forwarded = await forwardUntilTaken(event, options);
        after = event.sequence;
        await options.onForwarded(forwarded);
      }
    } catch (error) {
      if (!mayPass(error)) throw error;
      options.onProblem(`The server: ${error.message} Trying again.`);
    }
    await options.receiver.clock.sleep(options.everyMs, call.signal);
  }
}

async function forwardUntilTaken(event: CompanyEvent, options: ListenOptions): Promise<Forwarded> {
  const { receiver, call } = options;
  let waitMs = FIRST_WAIT_MS;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await forward(event, receiver, call.signal);
    if (outcome.taken) return { event, status: outcome.status, attempts };
    if (outcome.gone) {
      throw new CommandError(exitCodes.failed, `${receiver.url} wants no more events: it answered 410`);
    }
    const what = `Event ${event.sequence} was not taken (${outcome.reason})`;
    options.onProblem(`${what}, trying again in ${waitMs / 1000} s.`);
    await receiver.clock.sleep(waitMs, call.signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

function mayPass(error: unknown): error is Error {
  return error instanceof ConnectionError || error instanceof ServerError || error instanceof RateLimitError;
}
