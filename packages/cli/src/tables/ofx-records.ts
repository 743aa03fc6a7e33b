import { UsageError } from "../exit-codes.ts";
import { xmlText } from "./camt-records.ts";
import type { Cell, FileRecord } from "./row.ts";
import { type Element, parseXml } from "./xml.ts";

/** Where statements stand: of bank accounts and of credit cards. */
const STATEMENTS = [
  { path: ["OFX", "BANKMSGSRSV1", "STMTTRNRS", "STMTRS"], account: "BANKACCTFROM" },
  { path: ["OFX", "CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS"], account: "CCACCTFROM" },
];

/** Elements of a transaction that are columns, under their own names (OFX 2.3, 11.4.4). */
const TEXTS = ["TRNTYPE", "FITID", "SRVRTID", "CORRECTFITID", "CHECKNUM", "REFNUM", "SIC", "PAYEEID", "MEMO"];

/**
 * The transactions of an OFX file, 1.x (SGML) or 2.x (XML); `line` is the transaction's number. Columns: ACCTID, the
 * transaction's own elements, CURRENCY (its own, else the statement's), TRNAMT, negative where money went out, and
 * NAME, which may also be the payee's. Throws UsageError when the file is not whole.
 */
export function* readOfxRecords(bytes: Uint8Array): Generator<FileRecord, void, undefined> {
  const document = parseXml(asXml(bytes), "OFX");
  yield { line: 0, cells: ["ACCTID", "DTPOSTED", "DTUSER", "TRNAMT", "CURRENCY", "NAME", ...TEXTS] };
  let line = 0;
  for (const { path, account } of STATEMENTS) {
    for (const statement of document.all(...path)) {
      for (const transaction of statement.all("BANKTRANLIST", "STMTTRN")) {
        line += 1;
        yield { line, cells: cellsOf(transaction, statement, account) };
      }
    }
  }
}

function cellsOf(transaction: Element, statement: Element, account: string): Cell[] {
  const amount = transaction.text(["TRNAMT"]);
  return [
    statement.text([account, "ACCTID"]) ?? "",
    day(transaction.text(["DTPOSTED"])),
    day(transaction.text(["DTUSER"])),
    // The specification allows a comma, and no groups.
    amount === undefined ? "" : { kind: "number", text: amount.replace(",", ".") },
    transaction.text(["CURRENCY", "CURSYM"]) ?? statement.text(["CURDEF"]) ?? "",
    transaction.text(["NAME"], ["PAYEE", "NAME"]) ?? "",
    ...TEXTS.map((name) => transaction.text([name]) ?? ""),
  ];
}

/** YYYYMMDD, with or without a time and zone: the day at the bank. */
function day(written: string | undefined): Cell {
  const found = /^(\d{4})(\d{2})(\d{2})/.exec(written ?? "");
  return found === null ? (written ?? "") : { kind: "day", text: found.slice(1, 4).join("-") };
}

/** OFX 1.x is SGML, in which only elements with others in them are closed: closed all, it is XML. */
function asXml(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString("latin1");
  if (!/^\s*OFXHEADER\s*:/i.test(start)) return xmlText(bytes);
  const text = sgmlText(bytes, start);
  const begin = text.search(/<OFX>/i);
  if (begin < 0) throw new UsageError("The file is not whole OFX: it has no <OFX> element");
  const closed = new Set(
    Array.from(text.matchAll(/<\/([A-Z\d.]+)>/gi), ([, name = ""]) => name.toUpperCase()),
  );
  return text
    .slice(begin)
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi, "&amp;")
    .replace(/<(?!\/?[A-Z][A-Z\d.]*>)/gi, "&lt;")
    .replace(/<([A-Z\d.]+)>([^<]*)(<\/\1>)?/gi, (_, name: string, content: string, end?: string) => {
      const tag = name.toUpperCase();
      const isEmpty = content.trim() === "";
      return isEmpty && end === undefined && closed.has(tag)
        ? `<${tag}>`
        : `<${tag}>${content.trim()}</${tag}>`;
    });
}

/** In the character set that the header names: mostly 1252, or UTF-8 (ENCODING:UTF-8 or UNICODE). */
function sgmlText(bytes: Uint8Array, header: string): string {
  const isUnicode = /^ENCODING:\s*(UTF-?8|UNICODE)/im.test(header);
  const encoding = isUnicode ? "utf-8" : "windows-1252";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`The file is not ${encoding} text, which it says to be`);
  }
}
