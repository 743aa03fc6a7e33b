import {
  type AttemptResult,
  type Clock,
  type Database,
  type DisabledSubscription,
  recordAttempts,
} from "@ledgerport/engine";
import type { DeliveryLog } from "./log.ts";

/** Milliseconds until recording is tried again after the database has failed. */
const RETRY_AFTER = 1000;
const MOST_AT_ONCE = 500;

interface Waiting {
  result: AttemptResult;
  settle: (recorded: boolean) => void;
}

/** What a recorder needs. */
export interface RecorderOptions {
  database: Database;
  log: DeliveryLog;
  /** Told after the commit. */
  onDisabled(subscription: DisabledSubscription): void;
}

/**
 * Writes down attempts, one transaction at a time: whatever ends while one is being written goes into the next
 * together. When the database fails, results are kept and tried again as long as their leases last.
 */
export class Recorder {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #options: RecorderOptions;
  #waiting: Waiting[] = [];
  #writing = false;
  #abandoned = false;
  #cancelRetry: () => void = () => {};

  constructor(options: RecorderOptions) {
    this.#database = options.database;
    this.#clock = options.database.clock;
    this.#options = options;
  }

  /**
   * Records a result. False when that was given up, because the lease has ended or everything is being abandoned: the
   * delivery will be attempted again.
   */
  record(result: AttemptResult): Promise<boolean> {
    return new Promise((settle) => {
      this.#waiting.push({ result, settle });
      void this.#write();
    });
  }

  /** Gives up what could not be recorded so far. */
  abandon(): void {
    this.#abandoned = true;
    this.#cancelRetry();
    void this.#write();
  }

  async #write(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    this.#cancelRetry();
    let delay = 0;
    while (delay === 0 && this.#dropLost()) {
      delay = (await this.#writeBatch(this.#waiting.splice(0, MOST_AT_ONCE))) ? 0 : RETRY_AFTER;
    }
    this.#writing = false;
    if (this.#waiting.length === 0) return;
    if (this.#abandoned) this.#dropLost();
    else this.#cancelRetry = this.#clock.after(delay, () => void this.#write());
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<boolean> {
    try {
      const disabled = await recordAttempts(
        this.#database,
        batch.map(({ result }) => result),
      );
      for (const subscription of disabled) this.#options.onDisabled(subscription);
      for (const { settle } of batch) settle(true);
      return true;
    } catch (error) {
      this.#options.log.error({ err: error }, "attempts at deliveries could not be recorded");
      this.#waiting.unshift(...batch);
      return false;
    }
  }

  /** Settles what can't be recorded any more; says whether anything is left. */
  #dropLost(): boolean {
    const now = this.#clock.now();
    const isLost = ({ result }: Waiting): boolean => this.#abandoned || result.delivery.leaseUntil <= now;
    const lost = this.#waiting.filter(isLost);
    this.#waiting = this.#waiting.filter((waiting) => !isLost(waiting));
    for (const { settle } of lost) settle(false);
    return this.#waiting.length > 0;
  }
}
