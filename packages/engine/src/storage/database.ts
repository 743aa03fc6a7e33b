import type { Actor } from "../shared/actor.ts";
import type { Clock } from "../shared/clock.ts";
import { type Connection, ConnectionPool } from "./connection-pool.ts";
import { DatabaseClock } from "./database-clock.ts";
import { domainErrorOf, isRetryable } from "./failures.ts";
import { countOutgrown } from "./outgrown-sql.ts";
import type { Sql } from "./sql.ts";
import { type Tenant, beginning, holderOf } from "./tenant.ts";

/** One open transaction: every statement sees the tenant it was opened for, and no other. */
export interface Tx extends Sql {
  readonly tenant: Tenant;
  /** Who causes the change; written into the history. */
  readonly actor: Actor;
  readonly clock: Clock;
  /** Tells this process's watchers of a topic, once the transaction has been committed. */
  announce(topic: Topic): void;
}

/** What a transaction can announce: `deliveries` were queued; tables may have had a `growth` that changes plans. */
export type Topic = "deliveries" | "growth";

/** How to reach PostgreSQL. `url` may name a unix socket (`socket:/dir?db=name&user=…`) or be a postgres:// URL. */
export interface DatabaseOptions {
  url: string;
  /** The time that everything goes by: servers that share the database take a `DatabaseClock`. */
  clock: Clock;
  /** Most connections held at once (default 10); one more asks whether the database is well. */
  connections?: number;
  /** Told of connections lost while idle; the pool opens new ones by itself. */
  onConnectionLost?: (error: Error) => void;
}

const CONNECTIONS = 10;
const MOST_ATTEMPTS = 5;
/** Whose connections the lookups are that belong to no company, like that of a key. */
const SHARED = "shared";

/**
 * The only way to the data: `read` for queries, `write` for everything that changes state. Both throw, with nothing
 * changed, when there is no connection in time (DomainError SERVICE_UNAVAILABLE), and when a lock or a statement takes
 * longer than others can be let wait (the driver's error, SQLSTATE 55P03 or 57014).
 */
export class Database {
  readonly #pool: ConnectionPool;
  readonly #watchers = new Map<Topic, Set<() => void>>();
  readonly clock: Clock;

  constructor({ url, clock, connections = CONNECTIONS, onConnectionLost }: DatabaseOptions) {
    this.clock = clock;
    this.#pool = new ConnectionPool({ url, clock, connections, onConnectionLost });
  }

  /** Runs queries on one connection, each in a snapshot of its own. They see only `tenant`, and can change nothing. */
  read<T>(tenant: Tenant, work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#repeated(() => this.#read(tenant, work));
  }

  /** As `read`, of tables that belong to no company (keys, idempotent requests): no transaction has to say whose. */
  readShared<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#repeated(async () => {
      const connection = await this.#pool.connect(SHARED);
      return released(connection, () => work(connection));
    });
  }

  /**
   * Runs `work` in one transaction and commits it. A serialisation failure or a deadlock (40001, 40P01)
   * rolls back and runs it again, so `work` must have no effect outside the transaction.
   */
  write<T>(tenant: Tenant, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#repeated(() => this.#write(tenant, actor, work));
  }

  async #repeated<T>(attempt: () => Promise<T>): Promise<T> {
    for (let number = 1; ; number += 1) {
      try {
        return await attempt();
      } catch (error) {
        const mayWorkNow = isRetryable(error) || this.#pool.noticesStaleStatement(error);
        if (number >= MOST_ATTEMPTS || !mayWorkNow) throw domainErrorOf(error);
      }
    }
  }

  async #read<T>(tenant: Tenant, work: (sql: Sql) => Promise<T>): Promise<T> {
    const connection = await this.#pool.connect(holderOf(tenant));
    const end = (): Promise<void> => connection.command("COMMIT");
    const done = this.#query(connection, tenant, work);
    // Nobody waits for the end of a transaction that has changed nothing.
    void released(connection, () => done.then(end, failAfter(end))).catch(() => {});
    return done;
  }

  async #query<T>(connection: Connection, tenant: Tenant, work: (sql: Sql) => Promise<T>): Promise<T> {
    // The statements are sent right behind the beginning; should that fail, what they gave counts for nothing.
    const begun = connection.command(beginning(tenant, "read"));
    const [result] = await Promise.all([work(connection), begun]);
    return result;
  }

  async #write<T>(tenant: Tenant, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = await this.#pool.connect(holderOf(tenant));
    return released(connection, () => this.#transaction(connection, tenant, actor, work));
  }

  async #transaction<T>(
    connection: Connection,
    tenant: Tenant,
    actor: Actor,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const announced = new Set<Topic>();
    const result = await this.#begin(connection, tenant)
      .then(() =>
        work({
          tenant,
          actor,
          clock: this.clock,
          announce: (topic) => void announced.add(topic),
          query: (statement) => connection.query(statement),
        }),
      )
      .then(async (made) => {
        await connection.command("COMMIT");
        return made;
      })
      .catch(failAfter(() => connection.command("ROLLBACK")));
    for (const topic of announced) this.#tell(topic);
    // What was written is committed, so it succeeds whatever becomes of the counting; the next growth tries it again.
    if (announced.has("growth")) await countOutgrown(connection).catch(() => {});
    return result;
  }

  async #begin(connection: Connection, tenant: Tenant): Promise<void> {
    if (this.clock instanceof DatabaseClock) await this.clock.begin(connection.client, tenant);
    else await connection.command(beginning(tenant, "write"));
  }

  /**
   * Calls `watcher` after each commit of a transaction of this process that announced the topic; the returned
   * function ends that. A hint that saves waiting for the next poll, and no more: other processes' commits give none.
   */
  watch(topic: Topic, watcher: () => void): () => void {
    const watchers = this.#watchers.get(topic) ?? new Set();
    this.#watchers.set(topic, watchers.add(watcher));
    return () => void watchers.delete(watcher);
  }

  #tell(topic: Topic): void {
    for (const watcher of this.#watchers.get(topic) ?? []) watcher();
  }

  /** Asks the database for an answer, whatever else it does. Throws when there is none within two seconds. */
  ping(): Promise<void> {
    return this.#pool.ping();
  }

  /** Waits for running work and closes all connections. */
  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** Ends a failed transaction; its failure is what is told. */
function failAfter(rollback: () => Promise<void>): (failure: unknown) => Promise<never> {
  return async (failure) => {
    await rollback().catch(() => {});
    throw failure;
  };
}

async function released<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    connection.release();
    return result;
  } catch (error) {
    connection.release(error);
    throw error;
  }
}
