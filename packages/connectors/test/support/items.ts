import type { AmountPair, ExportItem, Money } from "@ledgerport/sdk";

/** A lower-case UUID that ends in `number`. */
export function entryId(number: number): string {
  return `0197a3c2-7000-7b00-8c00-${number.toString(16).padStart(12, "0")}`;
}

/** The same amount in both currencies. */
export function both(value: number, currency = "EUR"): AmountPair {
  return { inSupplierCurrency: { currency, value }, inWalletCurrency: { currency, value } };
}

/** An amount in two currencies. */
export function pair(supplier: Money, wallet: Money): AmountPair {
  return { inSupplierCurrency: supplier, inWalletCurrency: wallet };
}

/** An account of the company's ledger. */
export function account(code: string | null, name: string) {
  return { id: entryId(0xacc), code, name, identifier: null };
}

/** A line over `amount`, on an account for meals, without tax or tags. */
export function line(amount: AmountPair, changes: Partial<ExportItem["accountingEntryLines"][0]> = {}) {
  return {
    accountingEntryLineId: entryId(0x11e),
    lineAmount: amount,
    netAmount: amount,
    account: account("7010", "Meals"),
    tags: null,
    tax: null,
    ...changes,
  };
}

const LINK = { exportItem: "http://localhost/v3/export-items" };

/** A card purchase of 12.34 EUR with one line. */
export function exportItem(number: number, changes: Partial<ExportItem> = {}): ExportItem {
  const amount = changes.amount ?? both(1234);
  return {
    _links: { web: LINK, mobile: LINK, api: LINK },
    accountingEntryId: entryId(number),
    accountingEntryLines: [line(amount)],
    additionalInformation: {
      reconciliationId: String(1000 + number),
      attendees: null,
      reconciledEntries: null,
      invoiceInformation: null,
    },
    amount,
    bookkeeping: null,
    companyId: entryId(0xc0),
    contraAccount: account("1361", "Wallet EUR"),
    date: "2025-05-22T00:00:00Z",
    files: null,
    note: "Lunch",
    servicePeriod: null,
    subType: null,
    supplier: {
      name: "Cafe Nord",
      code: null,
      account: null,
      taxIdentifier: null,
      categoryCode: "5812",
      country: "DE",
    },
    team: null,
    type: "card_purchase",
    user: null,
    vendor: null,
    ...changes,
  };
}
