import { smallestAmount } from "../money/currencies.ts";
import { type Minor, minorFromWire, unitsText, wireFromMinor } from "../money/minor.ts";
import type { AmountRow, MoneyValue } from "./model.ts";
import { refused } from "./refusals.ts";

/** An amount in both of an entry's currencies. */
export interface Amount {
  readonly wallet: Minor;
  readonly supplier: Minor;
}

/** The two currencies that all amounts of one entry are in. */
export interface Currencies {
  readonly wallet: string;
  readonly supplier: string;
}

/** Whether supplier and wallet amount are one and the same. */
export function isDomestic(amount: Amount, currencies: Currencies): boolean {
  return currencies.wallet === currencies.supplier && amount.wallet === amount.supplier;
}

/**
 * The exact amount of a money member. Throws BAD_REQUEST naming `param` when there is no such currency, when the amount is
 * finer than the currency's smallest one (contract section 8), or when a double can't hold it for certain.
 */
export function readMoney(money: MoneyValue, param: string): Minor {
  const smallest = smallestAmount(money.currency);
  if (smallest === undefined)
    throw refused(`${param}.currency`, `there is no currency ${money.currency} (ISO 4217)`);
  const amount = exactAmount(money, param);
  if (amount % smallest === 0n) return amount;
  const { currency } = money;
  throw refused(
    `${param}.value`,
    `${unitsText(amount, currency)} is finer than the currency's smallest amount, ${unitsText(smallest, currency)}`,
  );
}

function exactAmount(money: MoneyValue, param: string): Minor {
  try {
    return minorFromWire(money.value);
  } catch (error) {
    if (error instanceof RangeError) throw refused(`${param}.value`, error.message);
    throw error;
  }
}

/** The smallest amounts of an entry's currencies, which were found to be known: what parts are rounded to. */
export function stepsOf(currencies: Currencies): Amount {
  return { wallet: stepOf(currencies.wallet), supplier: stepOf(currencies.supplier) };
}

function stepOf(currency: string): Minor {
  const step = smallestAmount(currency);
  if (step === undefined) throw new Error(`${currency} was not looked up`);
  return step;
}

/** An entry's own amount, and the currencies that the amounts of its lines must be in. */
export function readEntryAmount(row: AmountRow): { amount: Amount; currencies: Currencies } {
  const wallet = readMoney(row.inWalletCurrency, "amount.inWalletCurrency");
  const supplier = row.inSupplierCurrency ?? row.inWalletCurrency;
  return {
    amount: {
      wallet,
      supplier: supplier === row.inWalletCurrency ? wallet : readMoney(supplier, "amount.inSupplierCurrency"),
    },
    currencies: { wallet: row.inWalletCurrency.currency, supplier: supplier.currency },
  };
}

/** A line's amount: the supplier's part is undefined when the row doesn't give it. Throws BAD_REQUEST for other currencies. */
export function readPart(
  row: AmountRow,
  currencies: Currencies,
  param: string,
): { wallet: Minor; supplier: Minor | undefined } {
  const walletParam = `${param}.inWalletCurrency`;
  assertCurrency(row.inWalletCurrency, currencies.wallet, walletParam);
  const wallet = readMoney(row.inWalletCurrency, walletParam);
  if (row.inSupplierCurrency === undefined || row.inSupplierCurrency === null)
    return { wallet, supplier: undefined };
  const supplierParam = `${param}.inSupplierCurrency`;
  assertCurrency(row.inSupplierCurrency, currencies.supplier, supplierParam);
  return { wallet, supplier: readMoney(row.inSupplierCurrency, supplierParam) };
}

function assertCurrency(money: MoneyValue, currency: string, param: string): void {
  if (money.currency === currency) return;
  throw refused(`${param}.currency`, `is ${money.currency}, but the entry's is ${currency}`);
}

/** An amount in the wire's shape, as JSON text. Throws BAD_REQUEST naming `param` when the wire can't hold it. */
export function amountJson(amount: Amount, currencies: Currencies, param: string): string {
  try {
    const supplier = moneyJson(amount.supplier, currencies.supplier);
    const wallet = isDomestic(amount, currencies) ? supplier : moneyJson(amount.wallet, currencies.wallet);
    return `{"inSupplierCurrency":${supplier},"inWalletCurrency":${wallet}}`;
  } catch (error) {
    if (error instanceof RangeError) throw refused(param, error.message);
    throw error;
  }
}

function moneyJson(amount: Minor, currency: string): string {
  return `{"currency":"${currency}","value":${wireFromMinor(amount)}}`;
}
