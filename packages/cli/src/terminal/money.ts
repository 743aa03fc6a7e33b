import { amountOf, decimalText } from "@ledgerport/connectors";
import type { Money } from "@ledgerport/sdk";
import type { Decimal } from "./csv.ts";

/** An amount in units of its currency, exactly, for a cell. */
export function moneyCell(money: Money): Decimal {
  return { decimal: decimalText(amountOf(money), money.currency) };
}

/** `EUR 12.00`. */
export function moneyText(money: Money): string {
  return `${money.currency} ${moneyCell(money).decimal}`;
}
