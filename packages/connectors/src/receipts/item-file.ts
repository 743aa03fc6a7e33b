import type { ExportItem } from "@ledgerport/sdk";

/** A receipt as an export item names it. */
export type ItemFile = NonNullable<ExportItem["files"]>[number];

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ["application/pdf", "pdf"],
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["application/msword", "doc"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
  ["application/vnd.ms-excel", "xls"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
  ["text/plain", "txt"],
]);

/** What the names of files of this one's type end in. */
export function extensionOf({ type }: ItemFile): string {
  return EXTENSIONS.get(type.split(";")[0]?.trim() ?? "") ?? "bin";
}
