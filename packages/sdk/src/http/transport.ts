import type { ClientOptions } from "../client-options.ts";
import { systemClock } from "../clock.ts";
import { ApiError, type LedgerportError, UnknownOutcomeError } from "../errors/base.ts";
import type { CallOptions } from "../types/common.ts";
import { type AttemptMeans, attempt, type Failure, type ReadAnswer } from "./attempt.ts";
import { backoff, systemRandom } from "./backoff.ts";
import { Connection } from "./connection.ts";
import { type LostSince, ServerTime } from "./server-time.ts";
import type { Request } from "./request.ts";

/** Attempts after the first, unless the client or the call says otherwise. */
const RETRIES = 4;
/** Milliseconds for one attempt, unless the client or the call says otherwise. */
const TIMEOUT_MS = 30_000;
/** A server that asks for a longer wait, in seconds, gets none: the caller is told instead. */
const LONGEST_WAIT_SECONDS = 300;

/** What reading back found out of a change whose answer was lost. */
export type Settled<T> = { done: T } | "send again";

/** How to find out what became of a change whose answer was lost. */
export interface Doubt<T> {
  /** Errors that, after a lost answer, may only mean that the lost attempt took effect. */
  doubtfulTypes: readonly string[];
  /** Reads back. Throws UnknownOutcomeError when it can't tell. */
  settle(since: LostSince): Promise<Settled<T>>;
}

/** Sends requests, and again when that is safe and of use. */
export class Transport {
  readonly #means: AttemptMeans;
  readonly #serverTime: ServerTime;
  readonly #random: () => number;
  readonly #retries: number;
  readonly #timeoutMs: number;

  constructor(options: ClientOptions) {
    const clock = options.clock ?? systemClock;
    this.#serverTime = new ServerTime(clock);
    this.#means = {
      connection: new Connection(options),
      fetch: options.fetch ?? fetch,
      clock,
      serverTime: (date) => this.#serverTime.learn(date),
    };
    this.#random = options.random ?? systemRandom;
    this.#retries = options.retries ?? RETRIES;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** Sends a request that may be repeated. */
  async send<T>(request: Request, read: ReadAnswer<T>, call: CallOptions = {}): Promise<T> {
    const retries = request.body?.replayable === false ? 0 : (call.retries ?? this.#retries);
    for (let number = 0; ; number += 1) {
      const outcome = await this.#attempt(request, read, call);
      if (outcome.kind === "answer") return outcome.answer;
      if (number >= retries || !isWorthRepeating(outcome)) throw outcome.error;
      await this.#wait(number, outcome, call);
    }
  }

  /** Deletes: gone after a lost answer means that the lost attempt did it. */
  async delete(request: Request, call?: CallOptions): Promise<void> {
    let lost = false;
    const retries = call?.retries ?? this.#retries;
    for (let number = 0; ; number += 1) {
      const outcome = await this.#attempt(request, nothing, call ?? {});
      if (outcome.kind === "answer" || (lost && outcome.status === 404)) return;
      lost ||= outcome.done === "maybe";
      if (number >= retries || !isWorthRepeating(outcome)) throw outcome.error;
      await this.#wait(number, outcome, call ?? {});
    }
  }

  /**
   * Sends a change that must not happen twice. It is sent again only when the attempt before can't have taken effect,
   * or when reading back shows that it has not.
   */
  async sendOnce<T>(
    request: Request,
    read: ReadAnswer<T>,
    doubt: Doubt<T>,
    call: CallOptions = {},
  ): Promise<T> {
    const retries = call.retries ?? this.#retries;
    const since = this.#serverTime.mark();
    let lost: LedgerportError | undefined;
    for (let number = 0; ; number += 1) {
      const outcome = await this.#attempt(request, read, call);
      if (outcome.kind === "answer") return outcome.answer;
      const inDoubt = outcome.done === "maybe" || doubt.doubtfulTypes.includes(outcome.type ?? "");
      if (outcome.done === "maybe") lost = outcome.error;
      const last = number >= retries || !isWorthRepeating(outcome);
      // A lost request may still be on its way: it gets the time of a wait to arrive before it is looked for.
      if (!last || lost === outcome.error) await this.#wait(number, outcome, call);
      if (lost !== undefined && (inDoubt || !last)) {
        const settled = await settle(doubt, since, lost, call);
        if (settled !== "send again") return settled.done;
      }
      if (last) throw outcome.error;
    }
  }

  #attempt<T>(request: Request, read: ReadAnswer<T>, call: CallOptions) {
    call.signal?.throwIfAborted();
    const timeoutMs = call.timeoutMs ?? request.timeoutMs ?? this.#timeoutMs;
    return attempt(this.#means, request, read, timeoutMs, call.signal);
  }

  /** Waits as long as the server asks, and then some, so that not all come back in the same moment. */
  #wait(number: number, failure: Failure, call: CallOptions): Promise<void> {
    const asked = Math.min(failure.retryAfter ?? 0, LONGEST_WAIT_SECONDS) * 1000;
    return this.#means.clock.sleep(asked + backoff(number, this.#random), call.signal);
  }
}

function isWorthRepeating(failure: Failure): boolean {
  return failure.passing && (failure.retryAfter ?? 0) <= LONGEST_WAIT_SECONDS;
}

async function settle<T>(
  doubt: Doubt<T>,
  since: LostSince,
  lost: LedgerportError,
  call: CallOptions,
): Promise<Settled<T>> {
  try {
    return await doubt.settle(since);
  } catch (error) {
    call.signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : "reading back failed";
    const found = error instanceof ApiError || !(error instanceof UnknownOutcomeError);
    const message = found ? `The answer was lost, and reading back failed: ${why}` : why;
    throw new UnknownOutcomeError(message, { cause: lost });
  }
}

function nothing(): void {}
