import { badElement } from "./matching.ts";
import type { ContraAccount, ContraAccountRecord } from "./model.ts";

/**
 * The new set of contra accounts, in the request's order. A currency keeps its account's id unless another is given
 * for it, or its id is given to another currency. Throws BAD_REQUEST naming a repeated currency or id.
 */
export function newContraAccounts(
  records: readonly ContraAccountRecord[],
  before: readonly ContraAccount[],
  newId: () => string,
): ContraAccount[] {
  const given = new Map<string, number>();
  const currencies = new Map<string, number>();
  for (const [index, { id, currency }] of records.entries()) {
    refuseRepeated(currencies, currency, index, "currency");
    if (id !== undefined) refuseRepeated(given, id, index, "id");
  }
  const kept = new Map(before.filter(({ id }) => !given.has(id)).map(({ currency, id }) => [currency, id]));
  return records.map(({ id, currency, name, code = null, identifier = null }) => ({
    id: id ?? kept.get(currency) ?? newId(),
    currency,
    name,
    code,
    identifier,
  }));
}

function refuseRepeated(seen: Map<string, number>, value: string, index: number, property: string): void {
  const earlier = seen.get(value);
  if (earlier !== undefined) {
    throw badElement(`[${index}].${property}`, `[${index}] repeats the ${property} ${value} of [${earlier}]`);
  }
  seen.set(value, index);
}

/** Whether two sets are the same, whatever their order. */
export function sameContraAccounts(one: readonly ContraAccount[], other: readonly ContraAccount[]): boolean {
  return setText(one) === setText(other);
}

function setText(accounts: readonly ContraAccount[]): string {
  const texts = accounts.map((account) => `${account.currency} ${contraAccountJson(account)}`);
  return texts.toSorted().join("\n");
}

/** The contra account of an export item (contract section 2), as JSON text. */
export function contraAccountJson({ id, name, code, identifier }: ContraAccount): string {
  return JSON.stringify({ id, name, code, identifier });
}
