import { DomainError } from "../shared/errors.ts";
import type { Clock } from "../shared/clock.ts";

/** How many connections there are, and how they are shared out. */
export interface ShareOptions {
  /** Most held at once by all together. */
  connections: number;
  /** Most held at once by one holder, so that others always find some. */
  perHolder: number;
  /** Milliseconds that a holder waits for one before it is refused. */
  patience: number;
  clock: Clock;
}

interface Waiting {
  grant(): void;
}

/**
 * Shares out connections by who wants them: a company that asks for many has a few at a time and waits for the rest,
 * while one that asks for a single connection gets it at once, or as the next. Who waits longer than is reasonable is
 * refused, so that a request never hangs behind work that does not end.
 */
export class ConnectionShares {
  readonly #options: ShareOptions;
  readonly #held = new Map<string, number>();
  /** Those that wait, by holder; the holder that was served longest ago comes first. */
  readonly #waiting = new Map<string, Set<Waiting>>();
  #free: number;

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#free = options.connections;
  }

  /**
   * Resolves with what gives the connection back, to be called once.
   * Throws DomainError SERVICE_UNAVAILABLE after waiting for `patience`.
   */
  async acquire(holder: string): Promise<() => void> {
    if (!this.#mayTake(holder)) await this.#turn(holder);
    else this.#take(holder);
    let isHeld = true;
    return () => {
      if (isHeld) this.#giveBack(holder);
      isHeld = false;
    };
  }

  #mayTake(holder: string): boolean {
    return this.#free > 0 && (this.#held.get(holder) ?? 0) < this.#options.perHolder;
  }

  #take(holder: string): void {
    this.#free -= 1;
    this.#held.set(holder, (this.#held.get(holder) ?? 0) + 1);
  }

  #giveBack(holder: string): void {
    this.#free += 1;
    const left = (this.#held.get(holder) ?? 0) - 1;
    if (left > 0) this.#held.set(holder, left);
    else this.#held.delete(holder);
    this.#serveNext();
  }

  #serveNext(): void {
    for (const [holder, queue] of this.#waiting) {
      const [next] = queue;
      if (next === undefined || !this.#mayTake(holder)) continue;
      this.#leave(holder, next);
      const others = this.#waiting.get(holder);
      if (others !== undefined) {
        this.#waiting.delete(holder);
        this.#waiting.set(holder, others);
      }
      this.#take(holder);
      next.grant();
      return;
    }
  }

  #leave(holder: string, waiting: Waiting): void {
    const queue = this.#waiting.get(holder);
    queue?.delete(waiting);
    if (queue?.size === 0) this.#waiting.delete(holder);
  }

  #turn(holder: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(holder) ?? new Set();
      const waiting: Waiting = {
        grant() {
          cancel();
          resolve();
        },
      };
      this.#waiting.set(holder, queue.add(waiting));
      const cancel = this.#options.clock.after(this.#options.patience, () => {
        this.#leave(holder, waiting);
        reject(new DomainError("SERVICE_UNAVAILABLE", "Too much is being worked on; try again soon"));
      });
    });
  }
}
