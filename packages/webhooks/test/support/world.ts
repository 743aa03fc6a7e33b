import {
  type AfterAttempt,
  type Backlog,
  type Clock,
  Database,
  type Delivery,
  type Subscription,
  type SubscriptionDraft,
  createCompany,
  createSubscription,
  getDelivery,
  getSubscription,
  getSubscriptionSecret,
  testSubscription,
} from "@ledgerport/engine";
import { type TestDatabase, type VirtualClock, testDatabase } from "@ledgerport/testkit";
import {
  type Deliverer,
  type DelivererOptions,
  createDeliverer,
  delivererDefaults,
} from "../../src/index.ts";
import { Tally } from "./receiver.ts";

const ACTOR = "system:test";
const RULES = { allowHttp: true };
export const LOOPBACK = { allowNetworks: ["127.0.0.0/8"], allowHttp: true };

/** A deliverer that was started, with what it has told. */
export interface Running extends Deliverer {
  outcomes: AfterAttempt["kind"][];
  arrivals: number[];
  backlogs: Backlog[];
  logged: { level: "warn" | "error"; fields: object; message: string }[];
  /** Resolves when so many attempts have been recorded by it. */
  recorded(count: number): Promise<void>;
  /** Resolves when it has logged so many lines. */
  loggedLines(count: number): Promise<void>;
  /** Resolves when it has measured the backlog so often. */
  measured(count: number): Promise<void>;
}

/** A database with one company, and everything that deliveries need around it. */
export class World {
  readonly db: TestDatabase;
  readonly companyId: string;
  readonly #undo: (() => Promise<void>)[] = [];

  private constructor(db: TestDatabase, companyId: string) {
    this.db = db;
    this.companyId = companyId;
  }

  static async create(): Promise<World> {
    const db = await testDatabase();
    const { id } = await db.database.write("system", ACTOR, (tx) =>
      createCompany(tx, { name: "Test company", defaultCurrency: "EUR" }),
    );
    return new World(db, id);
  }

  get clock(): VirtualClock {
    return this.db.clock;
  }

  get database(): Database {
    return this.db.database;
  }

  /** Another server's connections to the same database. */
  otherDatabase(clock: Clock = this.clock): Database {
    const other = new Database({ url: this.db.url, clock });
    this.#undo.push(() => other.close());
    return other;
  }

  async subscribe(endpointUrl: string, draft: Partial<SubscriptionDraft> = {}): Promise<string> {
    const { id } = await this.database.write("system", ACTOR, (tx) =>
      createSubscription(tx, {
        owner: { companyId: this.companyId },
        draft: { endpointUrl, eventTypes: ["v1.export-job.created"], ...draft },
        rules: RULES,
      }),
    );
    return id;
  }

  /** Queues a delivery (a test event) and gives its id. */
  async queue(subscriptionId: string): Promise<string> {
    const input = { id: subscriptionId, envelope: "both" } as const;
    return (await this.database.write("system", ACTOR, (tx) => testSubscription(tx, input))).id;
  }

  delivery(deliveryId: string): Promise<Delivery> {
    return this.database.read("system", (sql) => getDelivery(sql, { companyId: this.companyId, deliveryId }));
  }

  /** The bytes that a delivery is stored with, as text. */
  async body(deliveryId: string): Promise<string | undefined> {
    const text = "SELECT body FROM deliveries WHERE company_id = $1 AND id = $2";
    const rows = await this.database.read("system", (sql) =>
      sql.query<{ body: string }>({ text, values: [this.companyId, deliveryId] }),
    );
    return rows[0]?.body;
  }

  subscription(id: string): Promise<Subscription> {
    return this.database.read("system", (sql) => getSubscription(sql, { id }));
  }

  secret(id: string): Promise<string> {
    return this.database.read("system", (sql) => getSubscriptionSecret(sql, { id }));
  }

  /** Starts a deliverer that may reach loopback by http, unless `config` says otherwise. It is stopped with the world. */
  start(
    config: Partial<DelivererOptions["config"]> = {},
    options: Partial<Pick<DelivererOptions, "database" | "resolve" | "random">> = {},
  ): Running {
    const [recorded, lines, measured] = [new Tally(), new Tally(), new Tally()];
    const told = { outcomes: [], arrivals: [], backlogs: [], logged: [] } as Pick<
      Running,
      "outcomes" | "arrivals" | "backlogs" | "logged"
    >;
    const log = (level: "warn" | "error") => (fields: object, message: string) => {
      told.logged.push({ level, fields, message });
      lines.add();
    };
    const deliverer = createDeliverer({
      database: this.database,
      random: () => 0,
      ...options,
      config: { ...delivererDefaults, ...LOOPBACK, ...config },
      log: { warn: log("warn"), error: log("error") },
      metrics: {
        attempted(outcome) {
          told.outcomes.push(outcome);
          recorded.add();
        },
        arrived: (seconds) => told.arrivals.push(seconds),
        backlog(backlog) {
          told.backlogs.push(backlog);
          measured.add();
        },
      },
    });
    deliverer.start();
    this.#undo.push(() => deliverer.stop());
    return {
      ...deliverer,
      ...told,
      recorded: (count) => recorded.reached(count),
      loggedLines: (count) => lines.reached(count),
      measured: (count) => measured.reached(count),
    };
  }

  /** Lets time pass and has the deliverer look for what has fallen due. */
  pass(deliverer: Deliverer, milliseconds: number): void {
    this.clock.advance(milliseconds);
    deliverer.wake();
  }

  /** What is to be ended before the world is. */
  onClose(step: () => Promise<void>): void {
    this.#undo.push(step);
  }

  async close(): Promise<void> {
    for (const step of this.#undo.splice(0).toReversed()) await step();
    await this.db.close();
  }
}
