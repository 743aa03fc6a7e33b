/** Whether `text`, a record without its line feed, is a whole row of ours with so many columns. */
export function isWholeRow(text: string, columns: number): boolean {
  const commas = text.replace(/"[^"]*"/g, "").split(",").length - 1;
  return commas === columns - 1 && /,[0-9a-f-]{36}\r?$/.test(text);
}

/** Whether `text` may be the beginning of a row of ours: an entry's id, or a part of one. */
export function mayBeCutRow(text: string): boolean {
  return /^[0-9a-f-]{0,36}(?:,|$)/.test(text);
}
