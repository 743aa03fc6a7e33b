import { type Minor, unitsText } from "../money/minor.ts";
import { proportion } from "../money/rounding.ts";
import { netOfTax, taxAmount } from "../money/tax.ts";
import type { TaxRate } from "../reference/model.ts";
import { type Amount, type Currencies, isDomestic, readPart, stepsOf } from "./amounts.ts";
import type { LineRow } from "./model.ts";
import { refused } from "./refusals.ts";

/** A tax code as a line names it. */
export type TaxCode = { readonly id: string } & TaxRate;

/**
 * What of a line is not tax: as given, else what its tax code leaves of its amount. Throws BAD_REQUEST naming `param` for
 * a net that differs from the amount although the tax is no part of it (contract section 8, Tax).
 */
export function netAmount(
  row: LineRow,
  amount: Amount,
  taxCode: TaxCode | undefined,
  currencies: Currencies,
  param: string,
): Amount {
  if (row.netAmount === undefined || row.netAmount === null) {
    if (taxCode === undefined) return amount;
    const steps = stepsOf(currencies);
    return {
      wallet: netOfTax(amount.wallet, taxCode, steps.wallet),
      supplier: netOfTax(amount.supplier, taxCode, steps.supplier),
    };
  }
  const given = readPart(row.netAmount, currencies, param);
  const net = {
    wallet: given.wallet,
    supplier: given.supplier ?? supplierNet(given.wallet, amount, currencies, param),
  };
  if (taxCode !== undefined && taxCode.type !== "inclusive") {
    assertWhole(net.wallet, amount.wallet, currencies.wallet, taxCode, param);
    assertWhole(net.supplier, amount.supplier, currencies.supplier, taxCode, param);
  }
  return net;
}

/** The part of the line's supplier amount that the wallet's net is of its wallet amount. */
function supplierNet(net: Minor, amount: Amount, currencies: Currencies, param: string): Minor {
  if (net === amount.wallet) return amount.supplier;
  if (isDomestic(amount, currencies)) return net;
  if (amount.wallet === 0n) {
    throw refused(`${param}.inSupplierCurrency`, "is needed, because the line's wallet amount is 0");
  }
  return proportion(amount.supplier, net, amount.wallet, stepsOf(currencies).supplier);
}

function assertWhole(net: Minor, amount: Minor, currency: string, { type }: TaxCode, param: string): void {
  if (net === amount) return;
  const figures = `${unitsText(net, currency)} differs from the line's amount, ${unitsText(amount, currency)}`;
  throw refused(param, `${figures}, but the tax is ${type}, so no part of it`);
}

/** The tax on a line, in both currencies, each computed from its own amount. */
export function taxOf(amount: Amount, net: Amount, taxCode: TaxCode, steps: Amount): Amount {
  return {
    wallet: taxAmount(amount.wallet, net.wallet, taxCode, steps.wallet),
    supplier: taxAmount(amount.supplier, net.supplier, taxCode, steps.supplier),
  };
}
