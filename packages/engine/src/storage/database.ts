import pg from "pg";
import { DomainError } from "../shared/errors.ts";
import type { Actor } from "../shared/actor.ts";
import type { Clock } from "../shared/clock.ts";
import { type Row, type Sql, type Statement, runOn } from "./sql.ts";
import { countOutgrown } from "./outgrown-sql.ts";
import { DatabaseClock } from "./database-clock.ts";
import { type Tenant, beginning, tenantSetting } from "./tenant.ts";
import { domainErrorOf, isRetryable } from "./failures.ts";

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
  /** Most connections held at once (default 10). */
  connections?: number;
  /** Told of connections lost while idle; the pool opens new ones by itself. */
  onConnectionLost?: (error: Error) => void;
}

const MOST_ATTEMPTS = 5;

/** The only way to the data: `read` for queries, `write` for everything that changes state. */
export class Database {
  readonly #pool: pg.Pool;
  readonly #tenants = new WeakMap<pg.PoolClient, string>();
  readonly #watchers = new Map<Topic, Set<() => void>>();
  readonly clock: Clock;

  constructor(options: DatabaseOptions) {
    this.clock = options.clock;
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.connections ?? 10,
      idleTimeoutMillis: 0,
      application_name: "ledgerport",
      // Statements that are not waited for one by one share a round trip; PostgreSQL still runs them in their order.
      pipeline: true,
    });
    this.#pool.on("error", (error: Error) => options.onConnectionLost?.(error));
    // The pool listens while a connection is idle only. One that is lost while it is out, between two statements, would
    // end the process as an unheard error; whoever has it learns of it from the next statement.
    this.#pool.on("connect", (client) => client.on("error", () => {}));
  }

  /** Runs queries on one connection, each in a snapshot of its own. They see only `tenant`. */
  read<T>(tenant: Tenant, work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#read(tenant, work);
  }

  /**
   * As `read`, of tables that belong to no company (keys, idempotent requests). The connection keeps the tenant that
   * it was last used for: to change it and back would cost every request two more round trips.
   */
  readShared<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#read(undefined, work);
  }

  async #read<T>(tenant: Tenant | undefined, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      const entered = tenant === undefined ? undefined : this.#enter(client, tenant);
      const query = async <R extends Row>(statement: Statement): Promise<R[]> => {
        // Sent right behind the tenant's setting; should that fail, the statement has no result either.
        const [rows] = await Promise.all([runOn<R>(client, statement), entered]);
        return rows;
      };
      const [result] = await Promise.all([work({ query }), entered]);
      return result;
    } catch (error) {
      broken = connectionFailure(error);
      throw domainErrorOf(error);
    } finally {
      client.release(broken);
    }
  }

  /**
   * Runs `work` in one transaction and commits it. A serialisation failure or a deadlock (40001, 40P01)
   * rolls back and runs it again, so `work` must have no effect outside the transaction.
   */
  async write<T>(tenant: Tenant, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#transaction(tenant, actor, work);
      } catch (error) {
        if (attempt >= MOST_ATTEMPTS || !isRetryable(error)) throw domainErrorOf(error);
      }
    }
  }

  async #transaction<T>(tenant: Tenant, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      if (this.clock instanceof DatabaseClock) await this.clock.begin(client, tenant);
      else await client.query(beginning(tenant));
      const announced = new Set<Topic>();
      const tx: Tx = {
        tenant,
        actor,
        clock: this.clock,
        announce: (topic) => void announced.add(topic),
        query: <R extends Row>(statement: Statement) => runOn<R>(client, statement),
      };
      const result = await work(tx);
      await client.query("COMMIT");
      for (const topic of announced) this.#tell(topic);
      if (announced.has("growth")) broken = await this.#count(client);
      return result;
    } catch (error) {
      broken = connectionFailure(error);
      if (broken === undefined) {
        await client.query("ROLLBACK").catch((failure: unknown) => {
          broken = failure instanceof Error ? failure : new Error(String(failure));
        });
      }
      throw error;
    } finally {
      client.release(broken);
    }
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

  /** What was written is committed, so it succeeds whatever becomes of the counting; the next growth tries it again. */
  async #count(client: pg.PoolClient): Promise<Error | undefined> {
    try {
      await countOutgrown({ query: <R extends Row>(statement: Statement) => runOn<R>(client, statement) });
      return undefined;
    } catch (error) {
      return connectionFailure(error);
    }
  }

  #tell(topic: Topic): void {
    for (const watcher of this.#watchers.get(topic) ?? []) watcher();
  }

  async #enter(client: pg.PoolClient, tenant: Tenant): Promise<void> {
    const setting = tenantSetting(tenant);
    if (this.#tenants.get(client) === setting) return;
    this.#tenants.delete(client);
    await client.query(`SET ledgerport.company = '${setting}'`);
    this.#tenants.set(client, setting);
  }

  /** Waits for running work and closes all connections. */
  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** An error after which the connection can't be trusted: anything but the server's own word on a statement. */
function connectionFailure(error: unknown): Error | undefined {
  if (error instanceof DomainError || error instanceof pg.DatabaseError) return undefined;
  return error instanceof Error && "code" in error ? error : undefined;
}
