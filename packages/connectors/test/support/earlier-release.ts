import { both, entryId, exportItem, line, pair } from "./items.ts";
import type { ExportItem } from "@ledgerport/sdk";

/**
 * What the release before account kinds wrote for `earlierItems`: no codes of accounts, foreign amounts booked as such,
 * one account for all employees, and what was spent at once through the vendor's account.
 */
export const EARLIER_JOURNAL = `\
; ledgerport batch
; Written by Ledgerport: one transaction for each accounting entry, found again by its tag entry-id.
; Change and add what you like, but leave the lines that begin with "; ledgerport" and the tags as they are.

commodity EUR
    format EUR 1,000.00
commodity USD
    format USD 1,000.00
account expenses:7010 Meals
account assets:1361 Wallet EUR
account assets:input tax V20
account liabilities:payable:70001 Nord AG
account liabilities:employees
account expenses:7020 Travel %28x%29
tag entry-id
tag amount
tag reconciliation-id
tag type
tag vendor
tag invoice
tag user
tag document

2025-05-22 (1001) Cafe Nord | Lunch
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000001
    ; amount: EUR 12.34
    ; reconciliation-id: 1001
    ; type: card_purchase
    expenses:7010 Meals  EUR 12.34
    assets:1361 Wallet EUR  EUR -12.34

2025-05-22 (1002) Cafe Nord | Lunch
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000002
    ; amount: EUR 12.34
    ; reconciliation-id: 1002
    ; type: card_purchase
    expenses:7010 Meals  EUR 10.00
    assets:input tax V20  EUR 2.34
    assets:1361 Wallet EUR  EUR -12.34

2025-05-22 (1003) Cafe Nord | Lunch
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000003
    ; amount: EUR 12.34
    ; reconciliation-id: 1003
    ; type: card_purchase
    expenses:7010 Meals  USD 10.83 @@ EUR 10.28
    assets:input tax V20  USD 2.17 @@ EUR 2.06
    assets:1361 Wallet EUR  EUR -12.34

2025-05-22 (1004) Cafe Nord | Lunch
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000004
    ; amount: EUR 12.34
    ; reconciliation-id: 1004
    ; type: invoice
    ; vendor: 70001
    ; invoice: 7
    expenses:7010 Meals  USD 13.00 @@ EUR 12.34
    liabilities:payable:70001 Nord AG  EUR -12.34

2025-05-22 (1005) Cafe Nord | Lunch
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000005
    ; amount: EUR 12.34
    ; reconciliation-id: 1005
    ; type: out_of_pocket
    ; user: Robin Ek
    expenses:7010 Meals  EUR 12.34
    liabilities:employees  EUR -12.34

2025-05-22 (1006) Cafe Nord | Lunch
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000006
    ; amount: EUR -5.00
    ; reconciliation-id: 1006
    ; type: refund
    expenses:7010 Meals  EUR -5.00
    assets:1361 Wallet EUR  EUR 5.00

2025-05-22 (1007) Cafe Nord | Meals (x)%3B and
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000007
    ; amount: EUR 12.34
    ; reconciliation-id: 1007
    ; type: card_purchase
    expenses:7020 Travel %28x%29  EUR 12.34
    assets:1361 Wallet EUR  EUR -12.34

2025-05-22 (1008) Cafe Nord | Lunch
    ; entry-id: 0197a3c2-7000-7b00-8c00-000000000008
    ; amount: EUR 12.34
    ; reconciliation-id: 1008
    ; type: fee
    ; vendor: 70001
    expenses:7010 Meals  EUR 12.34
    liabilities:payable:70001 Nord AG  EUR -12.34
    ; document: invoice
    liabilities:payable:70001 Nord AG  EUR 12.34
    ; document: payment
    assets:1361 Wallet EUR  EUR -12.34

; ledgerport end
`;

/** The same as CSV: without the columns of kinds and of invoices. */
export const EARLIER_CSV = `\
entry_id,line,lines,entry_amount,currency,date,type,sub_type,reconciliation_id,supplier,supplier_category,note,account_code,account,contra_account_code,contra_account,amount,net_amount,tax_code,tax_rate,tax_type,tax_amount,tax_account,reverse_tax_account,supplier_currency,supplier_amount,supplier_net_amount,supplier_tax_amount,tags,team,user,attendees,vendor,line_id
0197a3c2-7000-7b00-8c00-000000000001,1,1,12.34,EUR,2025-05-22,card_purchase,,1001,Cafe Nord,5812,Lunch,7010,Meals,1361,Wallet EUR,12.34,12.34,,,,,,,EUR,12.34,12.34,,,,,,,0197a3c2-7000-7b00-8c00-00000000011e
0197a3c2-7000-7b00-8c00-000000000002,1,1,12.34,EUR,2025-05-22,card_purchase,,1002,Cafe Nord,5812,Lunch,7010,Meals,1361,Wallet EUR,12.34,10.00,V20,0.2,inclusive,2.34,input tax V20,,EUR,12.34,10.00,2.34,,,,,,0197a3c2-7000-7b00-8c00-00000000011e
0197a3c2-7000-7b00-8c00-000000000003,1,1,12.34,EUR,2025-05-22,card_purchase,,1003,Cafe Nord,5812,Lunch,7010,Meals,1361,Wallet EUR,12.34,10.28,V20,0.2,inclusive,2.06,input tax V20,,USD,13.00,10.83,2.17,,,,,,0197a3c2-7000-7b00-8c00-00000000011e
0197a3c2-7000-7b00-8c00-000000000004,1,1,12.34,EUR,2025-05-22,invoice,,1004,Cafe Nord,5812,Lunch,7010,Meals,70001,Nord AG,12.34,12.34,,,,,,,USD,13.00,13.00,,,,,,70001,0197a3c2-7000-7b00-8c00-00000000011e
0197a3c2-7000-7b00-8c00-000000000005,1,1,12.34,EUR,2025-05-22,out_of_pocket,,1005,Cafe Nord,5812,Lunch,7010,Meals,,employees,12.34,12.34,,,,,,,EUR,12.34,12.34,,,,Robin Ek,,,0197a3c2-7000-7b00-8c00-00000000011e
0197a3c2-7000-7b00-8c00-000000000006,1,1,-5.00,EUR,2025-05-22,refund,,1006,Cafe Nord,5812,Lunch,7010,Meals,1361,Wallet EUR,-5.00,-5.00,,,,,,,EUR,-5.00,-5.00,,,,,,,0197a3c2-7000-7b00-8c00-00000000011e
0197a3c2-7000-7b00-8c00-000000000007,1,1,12.34,EUR,2025-05-22,card_purchase,,1007,Cafe Nord,5812,Meals (x); and,7020,Travel (x),1361,Wallet EUR,12.34,12.34,,,,,,,EUR,12.34,12.34,,,,,,,0197a3c2-7000-7b00-8c00-00000000011e
0197a3c2-7000-7b00-8c00-000000000008,1,1,12.34,EUR,2025-05-22,fee,,1008,Cafe Nord,5812,Lunch,7010,Meals,1361,Wallet EUR,12.34,12.34,,,,,,,EUR,12.34,12.34,,,,,,70001,0197a3c2-7000-7b00-8c00-00000000011e
`.replaceAll("\n", "\r\n");

const NORD = { id: entryId(0xaa), name: "Nord AG", defaultCurrency: "EUR", code: "70001" };
const ROBIN = { id: entryId(0xe17), name: "Robin Ek", code: "E17" };
const TRAVEL = { id: entryId(0xace), code: "7020", name: "Travel (x)", identifier: null };
const PAYABLE = { vendor: NORD, bookkeeping: { method: "accounts_payable" } } as const;
const FOREIGN = pair({ currency: "USD", value: 1300 }, { currency: "EUR", value: 1234 });
const V20 = { id: entryId(8), code: "V20", rate: 0.2, type: "inclusive" } as const;

/** The entries of which EARLIER_JOURNAL and EARLIER_CSV are, as they come in an export today. */
export const earlierItems: ExportItem[] = [
  exportItem(1),
  exportItem(2, {
    accountingEntryLines: [line(both(1234), { netAmount: both(1000), tax: { ...V20, amount: both(234) } })],
  }),
  exportItem(3, {
    amount: FOREIGN,
    accountingEntryLines: [
      line(FOREIGN, {
        netAmount: pair({ currency: "USD", value: 1083 }, { currency: "EUR", value: 1028 }),
        tax: { ...V20, amount: pair({ currency: "USD", value: 217 }, { currency: "EUR", value: 206 }) },
      }),
    ],
  }),
  invoice(exportItem(4, { ...PAYABLE, type: "invoice", amount: FOREIGN, contraAccount: null })),
  exportItem(5, { type: "out_of_pocket", contraAccount: null, user: ROBIN }),
  exportItem(6, { type: "refund", amount: both(-500) }),
  exportItem(7, {
    note: "Meals (x); and",
    accountingEntryLines: [line(both(1234), { account: TRAVEL })],
  }),
  exportItem(8, { ...PAYABLE, type: "fee" }),
];

function invoice(item: ExportItem): ExportItem {
  const invoiceInformation = {
    invoiceDate: "2025-05-01",
    invoiceNumber: "7",
    status: "scheduled" as const,
    dueDate: null,
    paymentDate: null,
    supplierBankAccount: null,
  };
  return { ...item, additionalInformation: { ...item.additionalInformation, invoiceInformation } };
}
