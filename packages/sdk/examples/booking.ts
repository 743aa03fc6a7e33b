/** What an export item means in a ledger with two sides: which accounts it goes on, and with how much. */
import type { AccountingEntryLine, ExportItem, ExportJobItemFailureReasonType, Money } from "@ledgerport/sdk";

/** One side of a document. `amount`: ten-thousandths of the wallet currency's unit; debit positive, credit negative. */
export interface Posting {
  account: string;
  amount: bigint;
}

/** The item's own fault: it is reported, and the other items go on. */
export class Unbookable extends Error {
  readonly type: ExportJobItemFailureReasonType;

  constructor(type: ExportJobItemFailureReasonType, reason: string) {
    super(reason);
    this.type = type;
  }
}

/** The postings of an item; they sum to zero. Throws Unbookable. */
export function postingsOf(item: ExportItem): Posting[] {
  switch (item.type) {
    case "card_purchase":
    case "fee":
      return [...spend(item), credit(item, wallet(item))];
    case "card_invoice":
    case "refund":
    case "chargeback":
      return [...spend(item), ...throughCreditor(item), credit(item, wallet(item))];
    case "cashback":
      return [...item.accountingEntryLines.map((line) => wholeLine(line)), credit(item, wallet(item))];
    case "invoice":
      return [...spend(item), credit(item, creditor(item))];
    case "out_of_pocket":
    case "mileage":
    case "per_diem":
      return [...spend(item), credit(item, employee(item))];
    case "invoice_payment":
      return [debit(item, creditor(item)), credit(item, wallet(item))];
    case "direct_reimbursement":
    case "personal_spend":
      return [debit(item, employee(item)), credit(item, wallet(item))];
    case "external_reimbursement":
      return [debit(item, employee(item)), credit(item, "outside payments")];
    case "atm_withdrawal":
      return [debit(item, "cash"), credit(item, wallet(item))];
    case "wallet_topup":
    case "wallet_unload":
      return [debit(item, "transfers"), credit(item, wallet(item))];
    default:
      throw new Unbookable("invalid_configuration", `This integration does not know the type ${item.type}.`);
  }
}

/** Money in is negative, which turns the sides round by itself: nothing here asks for a sign. */
const debit = (item: ExportItem, account: string): Posting => ({ account, amount: inWallet(item.amount) });
const credit = (item: ExportItem, account: string): Posting => ({ account, amount: -inWallet(item.amount) });

/** The lines, net, each on its account, and the tax in them. */
function spend(item: ExportItem): Posting[] {
  return item.accountingEntryLines.flatMap((line) => {
    const { tax } = line;
    if (tax === null) return [wholeLine(line)];
    const ingoing = tax.ingoingTaxAccount ?? `input tax ${tax.code ?? ""}`;
    if (tax.type === "reverse") {
      const outgoing = tax.outgoingTaxAccount ?? `output tax ${tax.code ?? ""}`;
      const owed = inWallet(tax.amount);
      return [wholeLine(line), { account: ingoing, amount: owed }, { account: outgoing, amount: -owed }];
    }
    // Exclusive tax comes on top of what was paid: net is the whole line then, and nothing is split out of it.
    const net = inWallet(line.netAmount);
    const inside = inWallet(line.lineAmount) - net;
    const expense = { account: accountOf(line), amount: net };
    return inside === 0n ? [expense] : [expense, { account: ingoing, amount: inside }];
  });
}

const wholeLine = (line: AccountingEntryLine): Posting => ({
  account: accountOf(line),
  amount: inWallet(line.lineAmount),
});

function accountOf({ account }: AccountingEntryLine): string {
  const code = account?.code ?? account?.identifier;
  if (code !== null && code !== undefined) return code;
  throw new Unbookable("account_unknown", "A line has no account. Choose one and export the entry again.");
}

function wallet({ contraAccount }: ExportItem): string {
  const account = contraAccount?.code ?? contraAccount?.name;
  if (account !== undefined) return account;
  throw new Unbookable("missing_configuration", "The wallet has no contra account. Set one.");
}

/** Under accounts payable an account for each vendor, else one for all. */
function creditor({ bookkeeping, vendor }: ExportItem): string {
  if (bookkeeping?.method !== "accounts_payable") return "payable";
  const code = vendor?.code ?? vendor?.externalId;
  if (code !== undefined) return `payable:${code}`;
  throw new Unbookable("vendor_unknown", "The entry names no vendor that the ledger has. Choose one.");
}

/** What is invoiced and paid in one shows on the vendor's account, and leaves it where it was. */
function throughCreditor(item: ExportItem): Posting[] {
  if (item.bookkeeping?.method !== "accounts_payable") return [];
  const account = creditor(item);
  return [credit(item, account), debit(item, account)];
}

/** An account for each person: what is owed to one is not set against what another owes. */
function employee({ user }: ExportItem): string {
  if (user !== null) return `employee:${user.code ?? user.id}`;
  throw new Unbookable("validation_failure", "The entry does not say whose it is. Set the employee.");
}

/** Exact: a value is in hundredths of the unit, with at most two decimals. Never add up floating-point numbers. */
function inWallet({ inWalletCurrency }: { inWalletCurrency: Money }): bigint {
  return BigInt(Math.round(inWalletCurrency.value * 100));
}
