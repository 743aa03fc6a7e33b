import pg from "pg";
import { DomainError } from "../shared/errors.ts";
import type { Clock } from "../shared/clock.ts";
import { ConnectionShares } from "./connection-shares.ts";
import { isAborted, isUnprepared, isOutdatedPlan } from "./failures.ts";
import { type Row, type Sql, type Statement, runOn } from "./sql.ts";

/** How to reach PostgreSQL, and with how many connections. */
export interface PoolOptions {
  url: string;
  clock: Clock;
  connections: number;
  onConnectionLost?: ((error: Error) => void) | undefined;
}

/** Milliseconds that a request waits for a connection of its own, and one for the database to take it. */
const PATIENCE = 5000;
/** Milliseconds in which a database that is well answers the question whether it is. */
const PING_PATIENCE = 2000;
/** The part of the connections that one company may hold. */
const SHARE = 0.4;

const CONNECTION = {
  application_name: "ledgerport",
  idleTimeoutMillis: 0,
  connectionTimeoutMillis: PATIENCE,
  // Statements that are not waited for one by one share a round trip; PostgreSQL still runs them in their order.
  pipeline: true,
};

/**
 * The connections to the database, shared out by who holds them. Works behind a pooler that gives every transaction
 * another connection: nothing is set on one, and what was prepared on one is not counted on once that proved wrong.
 */
export class ConnectionPool {
  readonly #pool: pg.Pool;
  readonly #health: pg.Pool;
  readonly #shares: ConnectionShares;
  #prepares = true;

  constructor({ url, clock, connections, onConnectionLost }: PoolOptions) {
    this.#pool = new pg.Pool({ ...CONNECTION, connectionString: url, max: connections });
    this.#health = new pg.Pool({
      ...CONNECTION,
      connectionString: url,
      max: 1,
      connectionTimeoutMillis: PING_PATIENCE,
      query_timeout: PING_PATIENCE,
    });
    this.#shares = new ConnectionShares({
      connections,
      perHolder: Math.max(1, Math.floor(connections * SHARE)),
      patience: PATIENCE,
      clock,
    });
    for (const pool of [this.#pool, this.#health]) {
      // A pool that ends does not wait for its connections to be closed; a database that stops then loses none.
      pool.on("error", (error: Error) => void (pool.ending || onConnectionLost?.(error)));
      // The pool listens while a connection is idle only. One that is lost while it is out, between two statements,
      // would end the process as an unheard error; whoever has it learns of it from the next statement.
      pool.on("connect", (client) => client.on("error", () => {}));
    }
  }

  /** A connection for `holder`, to be released. Throws as ConnectionShares.acquire, and what the driver throws. */
  async connect(holder: string): Promise<Connection> {
    const giveBack = await this.#shares.acquire(holder);
    try {
      return new Connection(await this.#pool.connect(), giveBack, this.#prepares);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /**
   * Whether a failure came of a statement that was prepared on another connection, or before a table changed. The work
   * can be done again then: without preparing anything from now on, or on another connection.
   */
  noticesStaleStatement(error: unknown): boolean {
    if (isUnprepared(error)) this.#prepares = false;
    return isUnprepared(error) || isOutdatedPlan(error);
  }

  /** Asks the database for an answer, on a connection that no work can hold up. Throws when there is none in time. */
  async ping(): Promise<void> {
    await this.#health.query("SELECT 1");
  }

  /** Waits for running work and closes all connections. */
  async end(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#health.end()]);
  }
}

/** One connection while somebody holds it. */
export class Connection implements Sql {
  readonly client: pg.PoolClient;
  readonly #giveBack: () => void;
  readonly #prepares: boolean;
  #failure: unknown;

  constructor(client: pg.PoolClient, giveBack: () => void, prepares: boolean) {
    this.client = client;
    this.#giveBack = giveBack;
    this.#prepares = prepares;
  }

  async query<R extends Row>(statement: Statement): Promise<R[]> {
    try {
      return await runOn<R>(this.client, statement, this.#prepares);
    } catch (error) {
      // Every later statement of a failed transaction is refused alike; what made it fail is what says something.
      if (isAborted(error)) throw this.#failure ?? error;
      this.#failure ??= error;
      throw error;
    }
  }

  /** Sends commands that have no parameters, behind whatever was sent before. */
  async command(text: string): Promise<void> {
    await this.client.query(text);
  }

  /** Gives it back, or ends it when `error` says that it can't be trusted any more. */
  release(error?: unknown): void {
    const isBroken = error !== undefined && (!isAnswer(error) || isOutdatedPlan(error));
    this.client.release(isBroken);
    this.#giveBack();
  }
}

/** The server's own word on a statement, or the domain's: anything else leaves a connection in an unknown state. */
function isAnswer(error: unknown): boolean {
  return error instanceof DomainError || error instanceof pg.DatabaseError || !hasCode(error);
}

function hasCode(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
