import type { ExportItem } from "@ledgerport/contract";

/**
 * How an older version shows export items: the newest version's text is parsed, made older, and written again.
 * Amounts stay what they are: the engine writes none that a double can't hold.
 */
export function rewritten(toOlder: (item: ExportItem) => object): (text: string) => string {
  return (text) => JSON.stringify(toOlder(JSON.parse(text) as ExportItem));
}
