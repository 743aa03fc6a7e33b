import type { ReferenceBook } from "../reference/model.ts";
import type { RenderContext } from "./context.ts";
import { SLOT_MARK, type SlotKind, settledIn } from "./slots.ts";

type Fill = (key: string, context: RenderContext) => string;

/** How each kind of slot is filled: always with the text of one JSON value. */
const FILL: Readonly<Record<SlotKind, Fill>> = {
  account: (id, { book }) => book.accounts.json.get(id) ?? "null",
  account_code: (key, { book }) =>
    book.accounts.json.get(book.accounts.byCode.get(codeIn(key)) ?? "") ?? "null",
  tags: (ids, { book }) => tagList(ids, book),
  tax: (key, { book }) => lineTax(key, book),
  team: (id, { book }) => book.teams.json.get(id) ?? "null",
  user: (id, { book }) => book.employees.json.get(id) ?? "null",
  contra: (currency, context) =>
    (context.withContraAccount ? context.book.contraAccounts.get(currency) : undefined) ?? "null",
  vendor: (key, { book, vendorBased }) => (vendorBased ? book.vendors.get(codeIn(key)) : undefined) ?? "null",
  bookkeeping: (method, { vendorBased }) => (vendorBased ? `{"method":"${method}"}` : "null"),
  api: (key, { publicUrl }) => exportItemUrl(key, publicUrl),
  web: (entryId, { publicUrl }) => `"${publicUrl}/platform/v1/entries/${entryId}"`,
  files: (entryId, { files }) => files.get(entryId) ?? "null",
  settled: (key, { settled }) =>
    JSON.stringify([
      ...new Set(settledIn(key).map((name) => settled.get(name) ?? settled.get(name.toLowerCase()) ?? name)),
    ]),
};

/** The key is JSON text, since a code may hold anything. */
function codeIn(key: string): string {
  const code: unknown = JSON.parse(key);
  if (typeof code !== "string") throw new Error(`The template has a malformed code slot: ${key}`);
  return code;
}

const BY_KIND: ReadonlyMap<string, Fill> = new Map(Object.entries(FILL));

/**
 * The JSON text of an export item (contract section 2, v3): its template with the slots filled. A record that is no
 * longer in the reference data is null. Throws Error for a slot of unknown kind or form, because guessing would
 * send out a wrong item.
 */
export function renderTemplate(template: string, context: RenderContext): string {
  let text = "";
  let after = 0;
  for (let start = template.indexOf(SLOT_MARK); start >= 0; start = template.indexOf(SLOT_MARK, after)) {
    const end = template.indexOf(SLOT_MARK, start + 1);
    if (end < 0) throw new Error("The template has an unfinished slot");
    text += template.slice(after, start) + fillSlot(template.slice(start + 1, end), context);
    after = end + 1;
  }
  return text + template.slice(after);
}

function fillSlot(content: string, context: RenderContext): string {
  const colon = content.indexOf(":");
  const fill = BY_KIND.get(content.slice(0, Math.max(colon, 0)));
  if (fill === undefined) throw new Error(`The template has a slot of unknown kind: ${content}`);
  return fill(content.slice(colon + 1), context);
}

function tagList(ids: string, book: ReferenceBook): string {
  let found = "";
  for (const id of ids.split(",")) {
    const tag = book.tags.json.get(id);
    if (tag !== undefined) found += found === "" ? tag : `,${tag}`;
  }
  return found === "" ? "null" : `[${found}]`;
}

/** The tax code's record with the rate and type that the line was computed with, and the line's amount of tax. */
function lineTax(key: string, book: ReferenceBook): string {
  const afterId = key.indexOf(":");
  const afterRate = key.indexOf(":", afterId + 1);
  const afterType = key.indexOf(":", afterRate + 1);
  if (afterId < 1 || afterRate < 0 || afterType < 0 || !key.endsWith("}")) {
    throw new Error(`The template has a malformed tax slot: ${key}`);
  }
  const id = key.slice(0, afterId);
  const type = key.slice(afterRate + 1, afterType);
  const record = book.taxCodes.json.get(id);
  if (record === undefined) return "null";
  const current = book.taxCodes.rates.get(id);
  const rate = Number(key.slice(afterId + 1, afterRate));
  const asComputed = current?.rate === rate && current.type === type;
  const members = asComputed ? record : withRate(record, rate, type);
  return `${members.slice(0, -1)},"amount":${key.slice(afterType + 1)}}`;
}

/** The code's rate was changed since: the line still shows the one that its amounts were computed with. */
function withRate(record: string, rate: number, type: string): string {
  const members: unknown = JSON.parse(record);
  return JSON.stringify(Object.assign({}, members, { rate, type }));
}

function exportItemUrl(key: string, publicUrl: string): string {
  const [companyId, entryId] = key.split(":");
  if (companyId === undefined || entryId === undefined)
    throw new Error(`The template has a malformed link: ${key}`);
  return `"${publicUrl}/v3/export-job-items?company_id=${companyId}&accounting_entry_id=${entryId}"`;
}
