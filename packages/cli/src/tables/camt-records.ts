import { UsageError } from "../exit-codes.ts";
import { type Decimal, readDecimal } from "../mapping/decimal.ts";
import type { Cell, FileRecord } from "./row.ts";
import { type Element, parseXml } from "./xml.ts";

/** An entry of a statement, or one of the transactions that it sums up. */
interface Movement {
  statement: Element;
  entry: Element;
  /** Absent: the entry doesn't tell its transactions apart. */
  transaction: Element | undefined;
}

const text = (value: string | undefined): Cell => value ?? "";
const day = (value: string | undefined): Cell =>
  value === undefined ? "" : { kind: "day", text: value.slice(0, 10) };
const number = (value: string | undefined): Cell =>
  value === undefined ? "" : { kind: "number", text: value };

/** The columns of a CAMT.053 statement, and where each is (ISO 20022, camt.053.001.02 to .13). */
const COLUMNS: Readonly<Record<string, (movement: Movement) => Cell>> = {
  Statement: ({ statement }) => text(statement.text(["Id"])),
  Account: ({ statement }) => text(statement.text(["Acct", "Id", "IBAN"], ["Acct", "Id", "Othr", "Id"])),
  Status: ({ entry }) => text(entry.text(["Sts", "Cd"], ["Sts", "Prtry"], ["Sts"])),
  "Booking date": ({ entry }) => day(entry.text(["BookgDt", "Dt"], ["BookgDt", "DtTm"])),
  "Value date": ({ entry }) => day(entry.text(["ValDt", "Dt"], ["ValDt", "DtTm"])),
  Amount: (movement) => number(signedAmount(movement)),
  Currency: ({ entry }) => text(entry.attribute("Ccy", "Amt")),
  "Original amount": (movement) => number(originalAmount(movement)),
  "Original currency": (movement) => text(original(movement)?.attribute("Ccy", "Amt")),
  "Exchange rate": (movement) => number(exchangeRate(movement)),
  Charges: (movement) => number(charges(movement)),
  Reversal: ({ entry }) => text(entry.text(["RvslInd"])),
  "Entry reference": ({ entry }) => text(entry.text(["NtryRef"])),
  "Bank reference": ({ entry, transaction }) =>
    text(transaction?.text(["Refs", "AcctSvcrRef"]) ?? entry.text(["AcctSvcrRef"])),
  "End to end id": ({ transaction }) => text(transaction?.text(["Refs", "EndToEndId"])),
  "Transaction id": ({ transaction }) => text(transaction?.text(["Refs", "TxId"], ["Refs", "InstrId"])),
  Counterparty: (movement) => text(counterparty(movement)),
  "Counterparty account": (movement) => text(counterpartyAccount(movement)),
  Remittance: ({ transaction }) => text(remittance(transaction)),
  "Creditor reference": ({ transaction }) => text(transaction?.text(["RmtInf", "Strd", "CdtrRefInf", "Ref"])),
  "Transaction code": ({ entry, transaction }) =>
    text((transaction && transactionCode(transaction)) ?? transactionCode(entry)),
  "Additional information": ({ entry, transaction }) =>
    text(transaction?.text(["AddtlTxInf"]) ?? entry.text(["AddtlNtryInf"])),
};

/**
 * The movements of a CAMT.053 file, one row for each transaction, or for each entry that doesn't tell its transactions
 * apart; `line` is the movement's number. Amounts are negative where the account was debited, also by a reversal.
 * Throws UsageError when the file is not whole, or an entry's transactions do not sum to it.
 */
export function* readCamtRecords(bytes: Uint8Array): Generator<FileRecord, void, undefined> {
  const document = parseXml(xmlText(bytes), "CAMT.053");
  yield { line: 0, cells: Object.keys(COLUMNS) };
  let line = 0;
  for (const statement of document.all("Document", "BkToCstmrStmt", "Stmt")) {
    for (const entry of statement.all("Ntry")) {
      for (const transaction of transactionsOf(entry)) {
        line += 1;
        const movement = { statement, entry, transaction };
        yield { line, cells: Object.values(COLUMNS).map((read) => read(movement)) };
      }
    }
  }
}

/** The text of an XML document in the encoding that it names. Throws UsageError. */
export function xmlText(bytes: Uint8Array): string {
  const declared = /^<\?xml[^>]*encoding=["']([^"']+)/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString("latin1"),
  );
  const encoding = declared?.[1] ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`The file is not ${encoding} text, which it says to be`);
  }
}

/** The transactions of an entry; one that stands for the whole when there is but one, or they have no amounts. */
function transactionsOf(entry: Element): (Element | undefined)[] {
  const transactions = entry.all("NtryDtls", "TxDtls");
  if (transactions.length <= 1) return [transactions[0]];
  const amounts = transactions.map((transaction) => amountIn(transaction, entry.attribute("Ccy", "Amt")));
  if (amounts.includes(undefined)) return [undefined];
  const signed = transactions.map((transaction, index) => withSign(amounts[index] ?? "", transaction, entry));
  const stated = withSign(entry.text(["Amt"]) ?? "", entry, entry);
  if (total(signed) === total([stated])) return transactions;
  throw new UsageError(
    `The entry ${entry.text(["NtryRef"], ["AcctSvcrRef"]) ?? "without a reference"} of ${entry.text(["BookgDt", "Dt"], ["BookgDt", "DtTm"]) ?? "an unknown day"} is ${stated}, and its ${transactions.length} transactions sum to something else: ask the bank for a corrected file`,
  );
}

/** A transaction's amount in the entry's currency. */
function amountIn(transaction: Element, currency: string | undefined): string | undefined {
  const path = [["Amt"], ["AmtDtls", "TxAmt", "Amt"]].find(
    (one) => transaction.attribute("Ccy", ...one) === currency,
  );
  return path && transaction.text(path);
}

function signedAmount({ entry, transaction }: Movement): string | undefined {
  const several = entry.all("NtryDtls", "TxDtls").length > 1;
  if (transaction === undefined || !several) return withSign(entry.text(["Amt"]) ?? "", entry, entry);
  return withSign(amountIn(transaction, entry.attribute("Ccy", "Amt")) ?? "", transaction, entry);
}

/** CdtDbtInd says what was done to the account, of a reversal too: RvslInd only tells that it takes something back. */
function withSign(amount: string, element: Element, entry: Element): string {
  return (element.text(["CdtDbtInd"]) ?? entry.text(["CdtDbtInd"])) === "DBIT" ? `-${amount}` : amount;
}

/** The amount that was instructed, or that of the transaction, in whatever currency it was. */
function original({ entry, transaction }: Movement): Element | undefined {
  const [details] = (transaction ?? entry).all("AmtDtls");
  return details?.all("InstdAmt")[0] ?? details?.all("TxAmt")[0];
}

function originalAmount(movement: Movement): string | undefined {
  const { entry, transaction } = movement;
  const amount = original(movement)?.text(["Amt"]);
  return amount && withSign(amount, transaction ?? entry, entry);
}

function exchangeRate({ entry, transaction }: Movement): string | undefined {
  const paths = ["InstdAmt", "TxAmt", "CntrValAmt"].map((amount) => [
    "AmtDtls",
    amount,
    "CcyXchg",
    "XchgRate",
  ]);
  return (transaction ?? entry).text(...paths);
}

/** What the bank took for it in the account's currency, within the amount or on top: negative. Before version .04 each charge stands alone. */
function charges({ entry, transaction }: Movement): string | undefined {
  const own = transaction?.all("Chrgs") ?? [];
  // Those of an entry with several transactions are no single one's.
  const shared = transaction === undefined || entry.all("NtryDtls", "TxDtls").length === 1;
  const all = own.length > 0 || !shared ? own : entry.all("Chrgs");
  const currency = entry.attribute("Ccy", "Amt");
  const records = all.flatMap((one) => (one.all("Rcrd").length > 0 ? one.all("Rcrd") : [one]));
  const amounts = records.flatMap((record) => {
    const path = [["Amt"], ["TtlChrgsAndTaxAmt"]].find((one) => record.attribute("Ccy", ...one) === currency);
    const amount = path && record.text(path);
    if (amount === undefined) return [];
    return [record.text(["CdtDbtInd"]) === "CRDT" ? amount : `-${amount}`];
  });
  return amounts.length === 0 ? undefined : plainText(total(amounts));
}

/** As many decimals as an amount of ISO 20022 can have (ActiveOrHistoricCurrencyAndAmount has five). */
const PLACES = 5;

/** The sum, in units of {@link PLACES} decimals. */
function total(amounts: readonly string[]): bigint {
  return amounts
    .map((amount): Decimal => readDecimal(amount) ?? { units: 0n, places: 0 })
    .reduce((sum, { units, places }) => sum + units * 10n ** BigInt(Math.max(0, PLACES - places)), 0n);
}

/** With at least two decimals. */
function plainText(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(PLACES + 1, "0");
  const text = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/0{1,3}$/, "");
  return units < 0n ? `-${text}` : text;
}

/** Who was paid, or who paid. Before version .08 the name stands in the party itself. */
function counterparty({ entry, transaction }: Movement): string | undefined {
  const party = partyOf(entry, transaction);
  return transaction?.text(["RltdPties", party, "Nm"], ["RltdPties", party, "Pty", "Nm"]);
}

function counterpartyAccount({ entry, transaction }: Movement): string | undefined {
  const account = `${partyOf(entry, transaction)}Acct`;
  return transaction?.text(["RltdPties", account, "Id", "IBAN"], ["RltdPties", account, "Id", "Othr", "Id"]);
}

function partyOf(entry: Element, transaction: Element | undefined): "Cdtr" | "Dbtr" {
  const direction = transaction?.text(["CdtDbtInd"]) ?? entry.text(["CdtDbtInd"]);
  const taken = entry.text(["RvslInd"]) === "true";
  return (direction === "DBIT") === taken ? "Dbtr" : "Cdtr";
}

function remittance(transaction: Element | undefined): string | undefined {
  const texts = transaction?.all("RmtInf", "Ustrd").map((line) => line.text([]) ?? "") ?? [];
  return texts.length === 0 ? undefined : texts.join(" ");
}

function transactionCode(element: Element): string | undefined {
  const path = ["BkTxCd", "Domn"];
  const domain = [
    element.text([...path, "Cd"]),
    element.text([...path, "Fmly", "Cd"]),
    element.text([...path, "Fmly", "SubFmlyCd"]),
  ].filter((code) => code !== undefined);
  return domain.length > 0 ? domain.join("-") : element.text(["BkTxCd", "Prtry", "Cd"]);
}
