import { print } from "./shell.ts";

/** What the demo checks of itself. */
export class Checks {
  #failed = 0;

  /** Prints whether something holds. */
  that(claim: string, holds: boolean, otherwise = ""): void {
    print(`  ${holds ? "ok  " : "FAIL"}  ${claim}`);
    if (holds) return;
    this.#failed += 1;
    if (otherwise !== "") print(`        ${otherwise}`);
  }

  /** How many did not hold. */
  get failed(): number {
    return this.#failed;
  }
}
