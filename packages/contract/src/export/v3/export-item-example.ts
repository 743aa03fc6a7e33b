const money = (value: number) => ({
  inSupplierCurrency: { currency: "EUR", value },
  inWalletCurrency: { currency: "EUR", value },
});

const link = (path: string) => ({ exportItem: `https://ledgerport.example/${path}` });

/** One item as v3 shows it; the older versions' examples are made from it. */
export const EXPORT_ITEM_EXAMPLE = {
  _links: { web: link("expenses/1"), mobile: link("m/expenses/1"), api: link("v3/export-items") },
  accountingEntryId: "0197a3c2-7000-7b00-8c00-000000000001",
  accountingEntryLines: [
    {
      accountingEntryLineId: "0197a3c2-7100-7b00-8c00-000000000001",
      lineAmount: money(12000),
      netAmount: money(10000),
      account: { id: "0197a3c2-7200-7b00-8c00-000000000001", name: "Meals", code: "7010", identifier: null },
      tags: [{ id: "0197a3c2-7300-7b00-8c00-000000000001", code: "BER", groupCode: "office" }],
      tax: {
        id: "0197a3c2-7400-7b00-8c00-000000000001",
        code: "V20",
        rate: 0.2,
        type: "inclusive",
        amount: money(2000),
        ingoingTaxAccount: "1576",
      },
    },
  ],
  additionalInformation: {
    reconciliationId: "1001",
    attendees: ["Kim Larsen"],
    reconciledEntries: null,
    invoiceInformation: null,
  },
  amount: money(12000),
  bookkeeping: null,
  companyId: "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70",
  contraAccount: {
    id: "0197a3c2-7500-7b00-8c00-000000000001",
    name: "Company wallet EUR",
    code: "1361",
    identifier: null,
  },
  date: "2025-05-22T00:00:00Z",
  files: null,
  note: "Lunch with a customer",
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
  team: { id: "0197a3c2-7600-7b00-8c00-000000000001", name: "Sales", code: "S1" },
  type: "card_purchase",
  user: { id: "0197a3c2-7700-7b00-8c00-000000000001", name: "Robin Ek", code: "E17" },
  vendor: null,
};
