import type { Amount } from "../money/amount.ts";
import type { Difference, Settlement } from "./recorded.ts";

/**
 * Knows what settles what, and finds the differences that another rate of exchange left (contract section 8).
 *
 * Transactions that share a node, over however many steps, are looked at together: an invoice and all its payments,
 * expenses and the reimbursements that name them. They are fully settled when what arose and what settles it are both
 * there, on one account, and their amounts in the supplier's currency come to nothing: then what is left in the
 * wallets' currencies is the exchange's. Supplier's currencies that differ can't be reckoned with; then they are settled
 * if a payment says so. All else, such as a part of an invoice that is not paid yet, is left on the account, and a
 * difference that was booked before is taken back.
 */
export class Settlements {
  readonly #byNode = new Map<string, Set<Settlement>>();

  add(settlement: Settlement): void {
    for (const node of settlement.nodes) {
      const known = this.#byNode.get(node);
      if (known === undefined) this.#byNode.set(node, new Set([settlement]));
      else known.add(settlement);
    }
  }

  remove(settlement: Settlement): void {
    for (const node of settlement.nodes) {
      const known = this.#byNode.get(node);
      known?.delete(settlement);
      if (known?.size === 0) this.#byNode.delete(node);
    }
  }

  /** What is to be booked for all that hangs together with `nodes`; empty when it is booked already. */
  differences(nodes: readonly string[]): Difference[] {
    const found: Difference[] = [];
    const seen = new Set<string>();
    for (const node of nodes) {
      if (seen.has(node)) continue;
      const reached = new Set<string>();
      found.push(...differencesIn(this.#around(node, reached), [...reached]));
      for (const one of reached) seen.add(one);
    }
    return found;
  }

  /** All that hangs together with a node; adds its nodes to `reached`. */
  #around(start: string, reached: Set<string>): Settlement[] {
    const together = new Set<Settlement>();
    const waiting = [start];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (reached.has(node)) continue;
      reached.add(node);
      for (const settlement of this.#byNode.get(node) ?? []) {
        together.add(settlement);
        waiting.push(...settlement.nodes);
      }
    }
    return [...together];
  }
}

function differencesIn(together: readonly Settlement[], nodes: readonly string[]): Difference[] {
  const settled = isSettled(together.filter(({ role }) => role !== "difference"));
  const places = Map.groupBy(together, ({ account, currency }) => JSON.stringify([account, currency]));
  return [...places.values()].flatMap((here) => {
    const [{ account, currency } = { account: "", currency: "" }] = here;
    const booked = sum(here.filter(({ role }) => role === "difference"));
    const wanted = settled ? -sum(here.filter(({ role }) => role !== "difference")) : 0n;
    if (wanted === booked) return [];
    // A gain stands on the debit side of what is owed, and a loss on the other.
    const part = (of: (amount: Amount) => boolean) => (of(booked) ? booked : 0n) - (of(wanted) ? wanted : 0n);
    return [
      {
        nodes,
        account,
        currency,
        amount: wanted - booked,
        gains: part((amount) => amount > 0n),
        losses: part((amount) => amount < 0n),
      },
    ];
  });
}

function isSettled(real: readonly Settlement[]): boolean {
  const arising = real.filter(({ role }) => role === "arises");
  const settling = real.filter(({ role }) => role === "settles");
  const [first] = arising;
  if (first === undefined || settling.length === 0) return false;
  if (real.some(({ account }) => account !== first.account)) return false;
  const arisen = new Set(arising.flatMap(({ nodes }) => nodes));
  if (settling.some(({ nodes }) => nodes.some((node) => !arisen.has(node)))) return false;
  if (real.every(({ supplierCurrency }) => supplierCurrency === first.supplierCurrency)) {
    return real.reduce((total, { supplierAmount }) => total + supplierAmount, 0n) === 0n;
  }
  return settling.some(({ closes }) => closes);
}

function sum(settlements: readonly Settlement[]): Amount {
  return settlements.reduce((total, { amount }) => total + amount, 0n);
}
