import { UsageError } from "../exit-codes.ts";

/** A format that tables are read from. */
export type FileFormat = "csv" | "xlsx" | "camt" | "ofx";

const SAVE = "save it as XLSX or CSV";
const FROM_BANK = "the bank's CAMT.053, OFX or CSV file can be imported";

/** Formats that are recognised to be refused, by how their bytes begin. */
const BINARY: readonly { begins: readonly number[]; name: string; todo: string }[] = [
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    name: "an Excel workbook of the old kind (XLS), or one with a password",
    todo: SAVE,
  },
  {
    begins: [0x25, 0x50, 0x44, 0x46],
    name: "a PDF document",
    todo: `take the numbers from their source: ${FROM_BANK}`,
  },
  { begins: [0x1f, 0x8b], name: "packed with gzip", todo: "unpack it first" },
  { begins: [0x37, 0x7a, 0xbc, 0xaf], name: "packed with 7-Zip", todo: "unpack it first" },
  { begins: [0x52, 0x61, 0x72, 0x21], name: "packed with RAR", todo: "unpack it first" },
];

/** The same of text. */
const TEXT: readonly { begins: RegExp; name: string; todo: string }[] = [
  { begins: /^(\{1:|:20:|:940:)/, name: "an MT940 statement", todo: FROM_BANK },
  { begins: /^!(Type:|Account\b|Option:)/i, name: "a QIF file", todo: FROM_BANK },
  { begins: /^<(!doctype html|html|head|table)/i, name: "a web page, whatever its name says", todo: SAVE },
  {
    begins: /mso-application progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet/,
    name: "an Excel XML spreadsheet",
    todo: SAVE,
  },
];

const CAMT = /urn:iso:std:iso:20022:tech:xsd:camt\.(\d{3})\.\d{3}\.\d{2}/;

/**
 * What a file is by its first bytes; text that shows nothing else is CSV. Throws UsageError, with the format's name
 * and what to do, for one that is not read.
 */
export function fileFormat(beginning: Uint8Array): FileFormat {
  const binary = BINARY.find(({ begins }) => begins.every((byte, index) => beginning[index] === byte));
  if (binary !== undefined) throw refused(binary);
  const text = Buffer.from(beginning).toString("latin1");
  if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) return archive(text);
  return markup(text.replace(/^\u00EF\u00BB\u00BF/, "").trimStart());
}

function markup(text: string): FileFormat {
  if (/^(OFXHEADER|<\?OFX|<OFX>)/i.test(text) || /^<\?xml[^>]*\?>\s*(<\?OFX|<OFX>)/i.test(text)) return "ofx";
  const known = TEXT.find(({ begins }) => begins.test(text));
  if (known !== undefined) throw refused(known);
  const message = CAMT.exec(text)?.[1];
  if (message === "053") return "camt";
  if (message !== undefined)
    throw refused({
      name: `a CAMT.${message} message`,
      todo: "of the CAMT messages only CAMT.053, the bank's statement, is read",
    });
  if (text.startsWith("<")) throw refused({ name: "XML of a kind that is not known", todo: FROM_BANK });
  return "csv";
}

/** Bytes before the name of a zip archive's first part. */
const LOCAL_HEADER = 30;

/** Workbooks are zip archives, whose beginning shows the names of the first parts. */
function archive(text: string): FileFormat {
  // Of the archives met here, only OpenDocument's begin with this part (OASIS OpenDocument 1.3, part 2, 3.3).
  if (text.startsWith("mimetype", LOCAL_HEADER)) {
    throw refused({ name: "an OpenDocument file (ODS)", todo: SAVE });
  }
  if (/\[Content_Types\]\.xml|xl\/|_rels\/|docProps\//.test(text)) return "xlsx";
  throw refused({ name: "a zip archive", todo: "unpack it first" });
}

function refused({ name, todo }: { name: string; todo: string }): UsageError {
  return new UsageError(`The file is ${name}, which is not read: ${todo}`);
}
