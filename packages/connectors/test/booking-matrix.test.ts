import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { beancountBalances } from "./support/beancount.ts";
import { type BookedCase, exportInto, itemsOf, postingsIn } from "./support/booking-cases.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { hasProgram, hledgerBalances, onJournal } from "./support/hledger.ts";

/**
 * What is posted, for every type of entry (contract section 8). Positive is debit, negative credit.
 *
 * amount: in the wallet's currency, and in the supplier's where that is another. tax: of the line, by code
 * (V20: 20 % inclusive, with accounts; V20g: the same without; X20: 20 % exclusive; R20: 20 % reverse). line: the line's
 * account; several lines are divided by +, each with its amount. Accounts: 7010 Meals and 7020 Travel are expenses,
 * 1200 Advances an asset, 2000 Loans a liability, 1576 Input tax an asset, 1776 Output tax a liability, 4100 Bonus revenue.
 */
const MATRIX = `
type                   | method           | amount                  | tax  | line                | posted
card_purchase          | journal          | EUR 120.00              | -    | 7010                | meals 120.00, wallet -120.00
card_purchase          | journal          | EUR 120.00              | V20  | 7010                | meals 100.00, input tax 20.00, wallet -120.00
card_purchase          | journal          | EUR 120.00              | V20g | 7010                | meals 100.00, general input tax 20.00, wallet -120.00
card_purchase          | journal          | EUR 120.00              | X20  | 7010                | meals 120.00, wallet -120.00
card_purchase          | journal          | EUR 120.00              | R20  | 7010                | meals 120.00, input tax 24.00, output tax -24.00, wallet -120.00
card_purchase          | journal          | EUR 120.00              | V20  | 7010 72 + 7020 48   | meals 60.00, travel 40.00, input tax 20.00, wallet -120.00
card_purchase          | journal          | EUR 120.00 = USD 132.00 | V20  | 7010                | meals 100.00, input tax 20.00, wallet -120.00
card_purchase          | journal          | EUR -120.00             | V20  | 7010                | meals -100.00, input tax -20.00, wallet 120.00
card_purchase          | journal          | EUR 120.00              | -    | 1200                | advances 120.00, wallet -120.00
card_purchase          | journal          | EUR 120.00              | -    | 2000                | loans 120.00, wallet -120.00
card_purchase          | journal          | EUR 120.00              | -    | 4100                | bonus 120.00, wallet -120.00
card_purchase          | accounts_payable | EUR 120.00              | V20  | 7010                | meals 100.00, input tax 20.00, wallet -120.00
card_purchase          | journal          | JPY 500                 | V20  | 7010                | meals 417, input tax 83, wallet -500
card_purchase          | journal          | KWD 1.200               | V20  | 7010                | meals 1.000, input tax 0.200, wallet -1.200
card_invoice           | journal          | EUR 120.00              | V20  | 7010                | meals 100.00, input tax 20.00, wallet -120.00
card_invoice           | accounts_payable | EUR 120.00 = USD 132.00 | V20  | 7010                | meals 100.00, input tax 20.00, wallet -120.00
fee                    | journal          | EUR 120.00              | -    | 7010                | meals 120.00, wallet -120.00
fee                    | accounts_payable | EUR 120.00              | V20  | 7010                | meals 100.00, input tax 20.00, wallet -120.00
invoice                | journal          | EUR 120.00              | V20  | 7010                | meals 100.00, input tax 20.00, payable -120.00
invoice                | accounts_payable | EUR 120.00              | V20  | 7010                | meals 100.00, input tax 20.00, nord -120.00
invoice                | accounts_payable | EUR 120.00 = USD 132.00 | V20  | 7010                | meals 100.00, input tax 20.00, nord -120.00
invoice                | accounts_payable | EUR 120.00              | R20  | 7010                | meals 120.00, input tax 24.00, output tax -24.00, nord -120.00
invoice                | accounts_payable | EUR -120.00             | V20  | 7010                | meals -100.00, input tax -20.00, nord 120.00
invoice                | journal          | EUR -120.00             | V20  | 7010                | meals -100.00, input tax -20.00, payable 120.00
invoice_payment        | journal          | EUR 120.00              | V20  | 7010                | payable 120.00, wallet -120.00
invoice_payment        | journal          | EUR 120.00              | -    | -                   | payable 120.00, wallet -120.00
invoice_payment        | journal          | EUR 120.00              | -    | 1200                | advances 120.00, wallet -120.00
invoice_payment        | journal          | EUR 120.00              | -    | 2000                | loans 120.00, wallet -120.00
invoice_payment        | journal          | EUR 120.00              | -    | 4100                | payable 120.00, wallet -120.00
invoice_payment        | accounts_payable | EUR 120.00 = USD 132.00 | V20  | 7010                | nord 120.00, wallet -120.00
invoice_payment        | accounts_payable | EUR -120.00             | -    | -                   | nord -120.00, wallet 120.00
out_of_pocket          | none             | EUR 120.00              | V20  | 7010                | meals 100.00, input tax 20.00, robin -120.00
out_of_pocket          | none             | EUR 120.00 = USD 132.00 | -    | 7010                | meals 120.00, robin -120.00
out_of_pocket          | none             | EUR -120.00             | V20  | 7010                | meals -100.00, input tax -20.00, robin 120.00
mileage                | none             | EUR 120.00              | -    | 7020                | travel 120.00, robin -120.00
per_diem               | none             | EUR 120.00              | -    | 7020                | travel 120.00, robin -120.00
direct_reimbursement   | none             | EUR 120.00              | V20  | 7010                | robin 120.00, wallet -120.00
direct_reimbursement   | none             | EUR -120.00             | -    | -                   | robin -120.00, wallet 120.00
direct_reimbursement   | none             | EUR 120.00              | -    | 2000                | loans 120.00, wallet -120.00
external_reimbursement | none             | EUR 120.00              | V20  | 7010                | robin 120.00, outside -120.00
refund                 | journal          | EUR -120.00             | V20  | 7010                | meals -100.00, input tax -20.00, wallet 120.00
refund                 | accounts_payable | EUR -120.00             | V20  | 7010                | meals -100.00, input tax -20.00, wallet 120.00
refund                 | journal          | EUR 120.00              | -    | 7010                | meals 120.00, wallet -120.00
chargeback             | journal          | EUR -120.00 = USD -132.00 | V20 | 7010               | meals -100.00, input tax -20.00, wallet 120.00
chargeback             | accounts_payable | EUR -120.00             | -    | 7010                | meals -120.00, wallet 120.00
cashback               | journal          | EUR -120.00             | -    | 4100                | bonus -120.00, wallet 120.00
cashback               | journal          | EUR -120.00             | V20  | 7010                | meals -120.00, wallet 120.00
atm_withdrawal         | none             | EUR 120.00              | -    | -                   | cash 120.00, wallet -120.00
atm_withdrawal         | none             | EUR 120.00 = USD 132.00 | V20  | 7010                | cash 120.00, wallet -120.00
atm_withdrawal         | none             | EUR 120.00              | -    | 1200                | advances 120.00, wallet -120.00
wallet_topup           | none             | EUR -120.00             | -    | -                   | transfers -120.00, wallet 120.00
wallet_topup           | none             | EUR -120.00             | -    | 2000                | loans -120.00, wallet 120.00
wallet_unload          | none             | EUR 120.00              | -    | -                   | transfers 120.00, wallet -120.00
personal_spend         | none             | EUR 120.00              | V20  | 7010                | robin 120.00, wallet -120.00
personal_spend         | none             | EUR 120.00 = USD 132.00 | -    | -                   | robin 120.00, wallet -120.00
`;

/**
 * What is left when entries follow one another, in this order. number: the invoice's, or the reconciliation ids that are
 * settled. Everything else in the books is left out: what is looked at are creditors, employees and the exchange.
 */
const SETTLEMENTS = `
story                                     | entries                                                                                          | left
an invoice paid at the booked rate        | invoice EUR 120.00 = USD 132.00 #7; payment EUR 120.00 = USD 132.00 #7                           | nothing
an invoice paid at a dearer rate          | invoice EUR 120.00 = USD 132.00 #7; payment EUR 122.50 = USD 132.00 #7                           | losses 2.50
an invoice paid at a cheaper rate         | invoice EUR 120.00 = USD 132.00 #7; payment EUR 117.00 = USD 132.00 #7                           | gains -3.00
the payment before its invoice            | payment EUR 122.50 = USD 132.00 #7; invoice EUR 120.00 = USD 132.00 #7                           | losses 2.50
several payments at several rates         | invoice EUR 120.00 = USD 132.00 #7; payment EUR 60.50 = USD 66.00 #7; payment EUR 61.00 = USD 66.00 #7 | losses 1.50
a part is paid                            | invoice EUR 120.00 = USD 132.00 #7; payment EUR 61.00 = USD 66.00 #7                             | nord -59.00
a part is paid in the same currency       | invoice EUR 120.00 #7; payment EUR 110.00 #7                                                     | nord -10.00
too much is paid in the same currency     | invoice EUR 120.00 #7; payment EUR 122.50 #7                                                     | nord 2.50
another invoice's payment                 | invoice EUR 120.00 = USD 132.00 #7; payment EUR 122.50 = USD 132.00 #8                           | nord 2.50
a payment that came back                  | invoice EUR 120.00 = USD 132.00 #7; payment EUR 122.50 = USD 132.00 #7; payment EUR -122.50 = USD -132.00 #7 | nord -120.00
a payment that came back, and was repeated | invoice EUR 120.00 = USD 132.00 #7; payment EUR 122.50 = USD 132.00 #7; payment EUR -122.50 = USD -132.00 #7; payment EUR 119.00 = USD 132.00 #7 | gains -1.00
a credit note paid back at another rate   | invoice EUR -120.00 = USD -132.00 #9; payment EUR -118.00 = USD -132.00 #9                       | losses 2.00
a foreign invoice whose payment says paid | invoice EUR 120.00 = USD 132.00 #7; paid EUR 122.50 #7                                           | losses 2.50
a foreign invoice whose payment says not  | invoice EUR 120.00 = USD 132.00 #7; payment EUR 122.50 #7                                        | nord 2.50
paid from a wallet of another currency    | invoice EUR 120.00 #7; payment GBP 100.00 = EUR 120.00 #7                                        | gains EUR -120.00, losses GBP 100.00
an expense reimbursed at another rate     | out_of_pocket EUR 45.00 = USD 50.00 #1; reimbursement EUR 46.00 #1                                | losses 1.00
two expenses reimbursed together          | out_of_pocket EUR 45.00 = USD 50.00 #1; mileage EUR 20.00 #2; reimbursement EUR 64.50 #1 #2       | gains -0.50
reimbursed before the expense is booked   | reimbursement EUR 46.00 #1; out_of_pocket EUR 45.00 = USD 50.00 #1                                | losses 1.00
a part is reimbursed, by what it says     | out_of_pocket EUR 45.00 = USD 50.00 #1; reimbursement EUR 22.00 = USD 25.00 #1                    | robin -23.00
one of two expenses is not booked yet     | out_of_pocket EUR 45.00 = USD 50.00 #1; reimbursement EUR 66.00 #1 #2                             | robin 21.00
reimbursed outside the wallet             | per_diem EUR 45.00 #1; outside EUR 45.00 #1                                                       | nothing
private spend given back                  | personal_spend EUR 45.00 = USD 50.00 #1; reimbursement EUR -45.50 = USD -50.00 #1                 | gains -0.50
`;

test("every type is posted as the table says, and so reads hledger", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const programs = hasProgram(t, "hledger");
  for (const { name, entries, expected } of itemsOf(MATRIX, "posted")) {
    const file = path.replace("books", name.replace(/\W+/g, "-"));
    await exportInto("hledger", file, entries);
    assert.deepEqual(await postingsIn(file), expected, name);
    if (!programs) continue;
    onJournal("hledger", file, "check", "--strict");
    assert.deepEqual(hledgerBalances(file), expected, name);
  }
});

test("what is fully settled is zero on every creditor and employee, in every currency, and so reads hledger", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const programs = hasProgram(t, "hledger");
  for (const { name, entries, expected } of itemsOf(SETTLEMENTS, "left")) {
    const file = path.replace("books", name.replace(/\W+/g, "-"));
    await exportInto("hledger", file, entries);
    assert.deepEqual(settledOnly(await postingsIn(file)), expected, name);
    if (!programs) continue;
    onJournal("hledger", file, "check", "--strict");
    assert.deepEqual(settledOnly(hledgerBalances(file)), expected, name);
  }
});

for (const [table, last] of [
  [MATRIX, "posted"],
  [SETTLEMENTS, "left"],
] as const) {
  test(`the CSV file's rows come to the same in beancount (${last})`, async (t) => {
    if (!hasProgram(t, "bean-check")) return;
    const directory = await temporaryDirectory(t);
    const cases: readonly BookedCase[] = itemsOf(table, last);
    const files = cases.map((_, index) => join(directory, `${index}.csv`));
    for (const [index, { entries }] of cases.entries()) await exportInto("csv", files[index] ?? "", entries);
    const found = await beancountBalances(directory, files);
    for (const [index, { name, expected }] of cases.entries()) {
      const balances = found[index] ?? new Map<string, bigint>();
      assert.deepEqual(last === "left" ? settledOnly(balances) : balances, expected, name);
    }
  });
}

/** What is on creditors, employees, and what the exchange gained or lost. */
function settledOnly(balances: ReadonlyMap<string, bigint>): Map<string, bigint> {
  return new Map([...balances].filter(([name]) => /payable|employees|exchange/.test(name)));
}
