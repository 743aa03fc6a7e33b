import type { ClientBase, QueryResult } from "pg";
import type { Clock } from "../shared/clock.ts";
import { type Sql, runOn } from "./sql.ts";
import { type Tenant, beginning } from "./tenant.ts";

/** The database's clock was set, or another one took over (a failover): both ends are moments by that clock. */
export interface Leap {
  /** What it would say had it gone on. */
  from: Date;
  /** What it says. */
  to: Date;
}

/** Milliseconds up to which a correction of the database's clock is followed without a word. */
const LEAP = 5000;
/** Milliseconds that are lost in whole ones: of the reading, and of the local clock. */
const ROUNDING = 1;

const READING = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now";

/**
 * The database's clock, the only one that all its servers share. It is read at the start of every transaction, in the
 * same round trip, and counted on by the local clock in between. So it is off by the last reading's round trip at most,
 * and by what the local clock has lost since; which hour the local clock has does not matter, as long as it goes evenly.
 */
export class DatabaseClock implements Clock {
  readonly #local: Clock;
  readonly #mend: (sql: Sql, leap: Leap) => Promise<void>;
  /** Milliseconds that the database's clock is ahead of the local one. */
  #ahead = 0;
  #isRead = false;
  #mending: Promise<void> | undefined;

  /**
   * `mend` puts right what a leap would spoil, as "system" in a transaction of its own. Nothing goes by the new time
   * before that has been committed.
   */
  constructor(local: Clock, mend: (sql: Sql, leap: Leap) => Promise<void>) {
    this.#local = local;
    this.#mend = mend;
  }

  now(): Date {
    return new Date(this.#localNow() + this.#ahead);
  }

  after(milliseconds: number, work: () => void): () => void {
    return this.#local.after(milliseconds, work);
  }

  /** Begins a transaction for the tenant, and reads the clock. */
  async begin(client: ClientBase, tenant: Tenant): Promise<void> {
    const { least, most } = await this.#read(client, beginning(tenant, "write"));
    // No further than the reading proves, so that the time is not pulled to and fro by how long answers take.
    const ahead = Math.min(Math.max(this.#ahead, least), most);
    if (!this.#isRead || Math.abs(ahead - this.#ahead) <= LEAP) {
      this.#ahead = ahead;
      this.#isRead = true;
      return;
    }
    await client.query("ROLLBACK");
    this.#mending ??= this.#mendOn(client, ahead).finally(() => (this.#mending = undefined));
    await this.#mending;
    await this.begin(client, tenant);
  }

  /** Between which bounds `#ahead` lies: the clock was read between the asking and the answer. */
  async #read(client: ClientBase, begin: string): Promise<{ least: number; most: number }> {
    const askedAt = this.#localNow();
    const results: unknown = await client.query(`${begin}; ${READING}`);
    const answeredAt = this.#localNow();
    const now = (results as QueryResult<{ now: number }>[]).at(-1)?.rows[0]?.now;
    if (now === undefined) throw new Error("The database did not say its time");
    return { least: now - answeredAt - ROUNDING, most: now - askedAt + ROUNDING };
  }

  async #mendOn(client: ClientBase, ahead: number): Promise<void> {
    const leap = { from: this.now(), to: new Date(this.#localNow() + ahead) };
    await client.query(beginning("system", "write"));
    await this.#mend({ query: (statement) => runOn(client, statement) }, leap);
    await client.query("COMMIT");
    this.#ahead = ahead;
  }

  #localNow(): number {
    return this.#local.now().getTime();
  }
}
