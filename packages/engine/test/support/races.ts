import { DomainError } from "../../src/shared/errors.ts";
import type { Tx } from "../../src/storage/database.ts";

/** How works that ran at once came out. */
export interface Race<T> {
  winners: T[];
  /** The losers' error codes; another error than a DomainError is thrown. */
  refusals: string[];
}

/** Starts all works at once and waits for each. */
export async function race<T>(works: readonly (() => Promise<T>)[]): Promise<Race<T>> {
  const outcomes = await Promise.allSettled(works.map((work) => work()));
  const winners: T[] = [];
  const refusals: string[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") winners.push(outcome.value);
    else if (outcome.reason instanceof DomainError) refusals.push(outcome.reason.code);
    else throw outcome.reason;
  }
  return { winners, refusals };
}

/** Starts the same work `count` times at once. */
export function raceOf<T>(count: number, work: (at: number) => Promise<T>): Promise<Race<T>> {
  return race(Array.from({ length: count }, (_, at) => () => work(at)));
}

const MOST_LOOKS = 20_000;

/** Resolves once another connection waits for what this transaction holds; throws when none comes to. */
export async function waitedFor(tx: Tx): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const waiting = await tx.query({
      text: "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))",
    });
    if (waiting.length > 0) return;
  }
  throw new Error("Nobody waits for this transaction");
}
