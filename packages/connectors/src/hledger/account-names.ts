import type { AccountKind } from "@ledgerport/sdk";
import type { LedgerAccount } from "../booking/accounts.ts";
import { accountPart, codeText, formerAccountPart } from "./escape.ts";

const ROOTS: Readonly<Record<AccountKind, string>> = {
  asset: "assets",
  liability: "liabilities",
  equity: "equity",
  revenue: "revenues",
  expense: "expenses",
};

/**
 * The accounts' names in a journal, e.g. `expenses:2260 GASOLINE`. An account is known by its code: a journal that has it
 * under an earlier name goes on with that, so that renaming an account never splits it in two.
 */
export class AccountNames {
  readonly #byCode = new Map<string, string>();
  /** Every name that is taken, with the code where it is known. */
  readonly #codes = new Map<string, string | undefined>();

  /** Takes note of a declared account, and of its code where the journal says it. */
  declare(name: string, code: string | undefined): void {
    this.#codes.set(name, code ?? this.#codes.get(name));
    if (code !== undefined) this.#byCode.set(keyOf(parentOf(name), code), name);
  }

  /** The code of an account of ours, as text of the journal. */
  codeOf(name: string): string | undefined {
    return this.#codes.get(name);
  }

  /** The account's name in this journal; a new one is remembered. */
  nameOf(account: LedgerAccount): string {
    const { kind, group, code, name } = account;
    const parent = group === undefined ? ROOTS[kind] : `${ROOTS[kind]}:${group}`;
    if (code === null) {
      const former = `${parent}:${formerAccountPart(name)}`;
      return this.#codes.has(former) ? former : `${parent}:${accountPart(name)}`;
    }
    const written = codeText(code);
    const known = this.#byCode.get(keyOf(parent, written)) ?? this.#former(parent, account);
    const full = known ?? this.#free(`${parent}:${labelOf(account, accountPart)}`);
    this.#byCode.set(keyOf(parent, written), full);
    if (known === undefined) this.#codes.set(full, written);
    return full;
  }

  /** The account as an earlier version, or a person, declared it: without a code of its own. */
  #former(parent: string, account: LedgerAccount): string | undefined {
    const start = `${parent}:${formerAccountPart(account.code ?? "")}`;
    const others = /^(?:input|output) tax /;
    const candidates = [...this.#codes].flatMap(([name, code]) =>
      code === undefined &&
      (name === start || name.startsWith(`${start} `)) &&
      !others.test(name.slice(parent.length + 1))
        ? [name]
        : [],
    );
    const same = `${parent}:${labelOf(account, formerAccountPart)}`;
    return candidates.length === 1 ? candidates[0] : candidates.find((name) => name === same);
  }

  /** Two codes whose names come out the same are two accounts nevertheless. */
  #free(name: string): string {
    let free = name;
    for (let number = 2; this.#codes.has(free); number += 1) free = `${name} (${number})`;
    return free;
  }
}

function labelOf({ code, name }: LedgerAccount, part: (text: string) => string): string {
  const [codePart, namePart] = [part(code ?? ""), part(name)];
  return codePart === "" || codePart === namePart ? namePart : `${codePart} ${namePart}`.trim();
}

function parentOf(name: string): string {
  return name.slice(0, name.lastIndexOf(":"));
}

function keyOf(parent: string, code: string): string {
  return `${parent}:${code}`;
}
