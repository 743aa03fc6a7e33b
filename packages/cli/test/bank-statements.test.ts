import assert from "node:assert/strict";
import { test } from "node:test";
import { readCamtRecords } from "../src/tables/camt-records.ts";
import { readOfxRecords } from "../src/tables/ofx-records.ts";
import { type FileRecord, textOf } from "../src/tables/row.ts";

/** The rows as objects by column, without blank cells. */
function rows(records: Iterable<FileRecord>) {
  const [header, ...rest] = records;
  return rest.map(({ cells }) =>
    Object.fromEntries(
      cells
        .map((cell, index): [string, string] => [textOf(header?.cells[index] ?? ""), textOf(cell)])
        .filter(([, text]) => text !== ""),
    ),
  );
}

const camt = (statements: string, version = "02", prefix = "") => {
  const tagged = prefix === "" ? statements : statements.replaceAll(/<(\/?)(?=\w)/g, `<$1${prefix}:`);
  const p = prefix === "" ? "" : `${prefix}:`;
  return rows(
    readCamtRecords(
      Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?>\n<${p}Document xmlns${prefix === "" ? "" : `:${prefix}`}="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><${p}BkToCstmrStmt>${tagged}</${p}BkToCstmrStmt></${p}Document>`,
      ),
    ),
  );
};

const statement = (id: string, iban: string, entries: string) =>
  `<Stmt><Id>${id}</Id><Acct><Id><IBAN>${iban}</IBAN></Id></Acct>${entries}</Stmt>`;

/** An entry as versions to .07 have it (status and party in the open), and from .08 on. */
const paid = (version: string) => {
  const name = "<Nm>M&#252;ller &amp; S\u00f6hne</Nm>";
  return `<Ntry><NtryRef>7</NtryRef><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>${version === "08" ? "<Cd>BOOK</Cd>" : "BOOK"}</Sts><BookgDt><Dt>2024-03-14</Dt></BookgDt><ValDt><DtTm>2024-03-15T00:00:00+01:00</DtTm></ValDt><AcctSvcrRef>BANK-1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs><RltdPties><Cdtr>${version === "08" ? `<Pty>${name}</Pty>` : name}</Cdtr><CdtrAcct><Id><IBAN>DE02100100100006820101</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>Invoice 12</Ustrd><Ustrd>of March</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>`;
};

const paidRow = {
  Statement: "S1",
  Account: "DE89370400440532013000",
  Status: "BOOK",
  "Booking date": "2024-03-14",
  "Value date": "2024-03-15",
  Amount: "-119.00",
  Currency: "EUR",
  "Entry reference": "7",
  "Bank reference": "BANK-1",
  "End to end id": "E2E-1",
  Counterparty: "M\u00fcller & S\u00f6hne",
  "Counterparty account": "DE02100100100006820101",
  Remittance: "Invoice 12 of March",
  "Creditor reference": "RF18539007547034",
  "Transaction code": "PMNT-ICDT-ESCT",
};

test("CAMT.053 reads alike in versions .02, .04 and .08, with a namespace's prefix and without", () => {
  for (const version of ["02", "04", "08"]) {
    for (const prefix of ["", "ns2"]) {
      const entries = statement("S1", "DE89370400440532013000", paid(version));
      assert.deepEqual(camt(entries, version, prefix), [paidRow]);
    }
  }
});

const detail = (amount: string, name: string, more = "") =>
  `<TxDtls><Refs><EndToEndId>${name}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>${more}<RltdPties><Cdtr><Nm>${name}</Nm></Cdtr></RltdPties></TxDtls>`;

const batch = (total: string, details: string) =>
  `<Ntry><NtryRef>8</NtryRef><Amt Ccy="EUR">${total}</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2024-03-14</Dt></BookgDt><NtryDtls>${details}</NtryDtls></Ntry>`;

test("a batch of CAMT.053 gives a row for each transaction, which sum to it to the cent", () => {
  const read = camt(
    statement("S1", "X", batch("30.03", `${detail("10.01", "A")}${detail("20.02", "B")}`)),
    "08",
  );
  assert.deepEqual(
    read.map((row) => [row["Amount"], row["Counterparty"], row["Entry reference"]]),
    [
      ["-10.01", "A", "8"],
      ["-20.02", "B", "8"],
    ],
  );
  assert.throws(
    () => camt(statement("S1", "X", batch("30.04", `${detail("10.01", "A")}${detail("20.02", "B")}`))),
    /entry 8 of 2024-03-14 is -30.04, and its 2 transactions sum to something else/,
  );
  const unpriced = "<TxDtls><Refs/></TxDtls><TxDtls><Refs/></TxDtls>";
  assert.deepEqual(
    camt(statement("S1", "X", batch("30.03", unpriced))).map((row) => row["Amount"]),
    ["-30.03"],
  );
});

test("several statements of several accounts come one after the other, each row with its account", () => {
  const read = camt(statement("S1", "A", paid("02")) + statement("S2", "B", paid("02") + paid("02")));
  assert.deepEqual(
    read.map((row) => `${row["Statement"]}/${row["Account"]}`),
    ["S1/A", "S2/B", "S2/B"],
  );
});

test("a reversal keeps the direction of its money, says that it is one, and names who paid first", () => {
  const entry = `<Ntry><Amt Ccy="EUR">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>We</Nm></Dbtr><Cdtr><Nm>Shop</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`;
  const [row] = camt(statement("S1", "X", entry));
  assert.deepEqual([row?.["Amount"], row?.["Reversal"], row?.["Counterparty"]], ["50.00", "true", "Shop"]);
});

test("foreign money comes beside the account's, with its rate and the bank's charges", () => {
  const amounts = (rate: string) =>
    `<AmtDtls><InstdAmt><Amt Ccy="USD">132.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">120.00</Amt>${rate}</TxAmt></AmtDtls>`;
  const rate = "<CcyXchg><SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy><XchgRate>1.1</XchgRate></CcyXchg>";
  const charges = {
    "02": '<Chrgs><Amt Ccy="EUR">1.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></Chrgs><Chrgs><Amt Ccy="EUR">0.25</Amt></Chrgs>',
    "08": '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">1.75</TtlChrgsAndTaxAmt><Rcrd><Amt Ccy="EUR">1.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd><Rcrd><Amt Ccy="EUR">0.25</Amt></Rcrd></Chrgs>',
  };
  for (const [version, charged] of Object.entries(charges)) {
    const entry = `<Ntry><Amt Ccy="EUR">121.75</Amt><CdtDbtInd>DBIT</CdtDbtInd><NtryDtls><TxDtls>${amounts(rate)}${charged}</TxDtls></NtryDtls></Ntry>`;
    const [row] = camt(statement("S1", "X", entry), version);
    assert.equal(row?.["Amount"], "-121.75");
    assert.equal(row["Original amount"], "-132.00");
    assert.equal(row["Original currency"], "USD");
    assert.equal(row["Exchange rate"], "1.1");
    assert.equal(row["Charges"], "-1.75");
  }
});

test("a statement that breaks off is refused; so are entities, deep nests and names that mean something to JavaScript", () => {
  const read = (text: string) => [...readCamtRecords(Buffer.from(text))];
  const bomb = `<!DOCTYPE x [${Array.from({ length: 20 }, (_, index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`).join("")}]>`;
  assert.throws(() => read(`<?xml version="1.0"?>${bomb}<Document>&a20;</Document>`), /DOCTYPE/);
  assert.throws(
    () => read('<!DOCTYPE x [<!ENTITY d SYSTEM "file:///etc/hostname">]><Document>&d;</Document>'),
    /DOCTYPE/,
  );
  assert.throws(() => read("<a>".repeat(100_000) + "</a>".repeat(100_000)), /nested/);
  assert.throws(() => read("<Document><Stmt><Id>1"), /ends before all its elements do/);
  assert.throws(() => read("<Document><Stmt>\n</Document>"), /line 2/);
  assert.throws(() => read("<Document><__proto__>1</__proto__></Document>"), {
    name: "CommandError",
    message: /CAMT\.053/,
  });
});

test("text of CAMT.053 is in the encoding it names; a document may have any number of references", () => {
  const entry = (name: string) =>
    `<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><NtryDtls><TxDtls><RmtInf><Ustrd>${name}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const latin = Buffer.from(
    `<?xml version="1.0" encoding="ISO-8859-1"?><Document><BkToCstmrStmt>${statement("S1", "X", entry("Caf\u00e9"))}</BkToCstmrStmt></Document>`,
    "latin1",
  );
  assert.equal(rows(readCamtRecords(latin))[0]?.["Remittance"], "Caf\u00e9");
  const [row] = camt(statement("S1", "X", entry("&amp;&#65;".repeat(20_000))));
  assert.equal(row?.["Remittance"], "&A".repeat(20_000));
});

const ofxBody = (transactions: string) =>
  `<OFX><SIGNONMSGSRSV1></SIGNONMSGSRSV1><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>1234</CCACCTFROM><BANKTRANLIST><DTSTART>20240101${transactions}</BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>`;
const sgml = (transactions: string, encoding = "ENCODING:USASCII\r\nCHARSET:1252") =>
  `OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n${encoding}\r\n\r\n${ofxBody(transactions)}`;

test("OFX 1.x is read as banks write it: elements without an end, bare ampersands and brackets, 1252 or UTF-8", () => {
  const transactions =
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240102235959[-5:EST]<TRNAMT>-12,50<FITID>1<NAME>Caf\u00e9 A & B < 5<MEMO></STMTTRN><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20240103<TRNAMT>+7.5<FITID>2<NAME>R&amp;D</NAME></STMTTRN>";
  const expected = [
    {
      ACCTID: "1234",
      DTPOSTED: "2024-01-02",
      TRNAMT: "-12.50",
      CURRENCY: "USD",
      NAME: "Caf\u00e9 A & B < 5",
      TRNTYPE: "DEBIT",
      FITID: "1",
    },
    {
      ACCTID: "1234",
      DTPOSTED: "2024-01-03",
      TRNAMT: "+7.5",
      CURRENCY: "USD",
      NAME: "R&D",
      TRNTYPE: "CREDIT",
      FITID: "2",
    },
  ];
  assert.deepEqual(rows(readOfxRecords(Buffer.from(sgml(transactions), "latin1"))), expected);
  assert.deepEqual(rows(readOfxRecords(Buffer.from(sgml(transactions, "ENCODING:UTF-8")))), expected);
});

test("OFX 2.x is read, of bank accounts and cards, with a transaction's own currency", () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?><OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM><ACCTID>DE1</ACCTID></BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20240102</DTPOSTED><TRNAMT>-1.00</TRNAMT><FITID>9</FITID><PAYEE><NAME>Shop</NAME></PAYEE><CURRENCY><CURRATE>1.1</CURRATE><CURSYM>USD</CURSYM></CURRENCY></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
  assert.deepEqual(rows(readOfxRecords(Buffer.from(xml))), [
    {
      ACCTID: "DE1",
      DTPOSTED: "2024-01-02",
      TRNAMT: "-1.00",
      CURRENCY: "USD",
      NAME: "Shop",
      TRNTYPE: "DEBIT",
      FITID: "9",
    },
  ]);
});

test("OFX that breaks off is refused", () => {
  const whole = sgml("<STMTTRN><TRNTYPE>DEBIT<TRNAMT>-1<FITID>1</STMTTRN>");
  assert.throws(() => rows(readOfxRecords(Buffer.from(whole.slice(0, -60)))), /not whole OFX/);
});
