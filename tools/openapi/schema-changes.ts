import { type Description, type Json, listOf, membersOf, wordsOf } from "./json.ts";

/**
 * Which way a value travels: what a request may hold must not become less, what an answer may hold must not become
 * more, and what an answer always holds must stay.
 */
export type Direction = "request" | "answer";

/** Two descriptions, the way the values travel, and where to put what is found. */
export interface Comparison {
  before: Description;
  after: Description;
  direction: Direction;
  /** Words may be added: error types of an answer, which clients are told to expect more of. */
  openWords?: boolean;
  report: (change: string) => void;
}

/** Reports every way in which a value that went well before no longer does; `place` says where in the body. */
export function compareSchemas(comparison: Comparison, before: unknown, after: unknown, place: string): void {
  const { direction, report } = comparison;
  const old = variantsOf(comparison.before, before);
  const fresh = variantsOf(comparison.after, after);
  for (const [kind, schema] of old) {
    const counterpart = fresh.get(kind);
    if (counterpart !== undefined) compareVariants(comparison, schema, counterpart, place);
    else if (direction === "request" || !loses(old, fresh)) report(`${place} can no longer be ${kind}`);
  }
  if (direction === "request") return;
  for (const kind of fresh.keys()) if (!old.has(kind)) report(`${place} can now be ${kind}`);
}

/** An answer that merely no longer takes one of several forms breaks nobody. */
function loses(old: ReadonlyMap<string, Json>, fresh: ReadonlyMap<string, Json>): boolean {
  return fresh.size > 0 && [...fresh.keys()].every((kind) => old.has(kind));
}

/** The forms that a value can take, by what tells them apart: their type and, of several objects, their name. */
function variantsOf(document: Description, schema: unknown): Map<string, Json> {
  const resolved = document.resolve(schema);
  const alternatives = [...listOf(resolved["anyOf"]), ...listOf(resolved["oneOf"])];
  if (alternatives.length === 0 || resolved["type"] !== undefined)
    return new Map([[kindOf(resolved), resolved]]);
  const variants = alternatives.flatMap((part) => [...variantsOf(document, part).values()]);
  const kinds = variants.map(kindOf);
  return new Map(
    variants.map((variant, index) => {
      const kind = kindOf(variant);
      const ambiguous = kinds.indexOf(kind) !== kinds.lastIndexOf(kind);
      const name = variant["title"];
      return [ambiguous ? `${kind} ${typeof name === "string" ? name : index}` : kind, variant];
    }),
  );
}

function kindOf(schema: Json): string {
  const type = schema["type"];
  return type === undefined ? "anything" : wordsOf(Array.isArray(type) ? type : [type]).join(" or ");
}

function compareVariants(comparison: Comparison, before: Json, after: Json, place: string): void {
  compareWords(comparison, before, after, place);
  compareLimits(comparison, before, after, place);
  compareProperties(comparison, before, after, place);
  if (before["items"] !== undefined)
    compareSchemas(comparison, before["items"], after["items"], `${place}[]`);
}

function compareWords(comparison: Comparison, before: Json, after: Json, place: string): void {
  if (before["enum"] === undefined && after["enum"] === undefined) return;
  const { direction, report, openWords = false } = comparison;
  if (before["enum"] === undefined) {
    if (direction === "request") report(`${place} only takes certain words now`);
    return;
  }
  if (after["enum"] === undefined) {
    if (direction === "answer") report(`${place} can now be any word`);
    return;
  }
  const old = wordsOf(before["enum"]);
  const fresh = wordsOf(after["enum"]);
  for (const word of old) if (!fresh.includes(word)) report(`${place} no longer knows ${word}`);
  if (direction === "request" || openWords) return;
  for (const word of fresh) if (!old.includes(word)) report(`${place} can now be ${word}`);
}

/** Limits by keyword: whether a smaller number is the stricter one. */
const LIMITS: Readonly<Record<string, boolean>> = {
  maxLength: true,
  maxItems: true,
  maximum: true,
  minLength: false,
  minItems: false,
  minimum: false,
};

/** Limits matter for what is sent: an answer within tighter limits breaks nobody. */
function compareLimits({ direction, report }: Comparison, before: Json, after: Json, place: string): void {
  if (direction === "answer") return;
  for (const [keyword, smallerIsStricter] of Object.entries(LIMITS)) {
    const loosest = smallerIsStricter ? Infinity : -Infinity;
    const old = Number(before[keyword] ?? loosest);
    const fresh = Number(after[keyword] ?? loosest);
    if (smallerIsStricter ? fresh < old : fresh > old) report(`${place} has a stricter ${keyword}: ${fresh}`);
  }
  for (const keyword of ["pattern", "format", "uniqueItems"]) {
    if (after[keyword] !== undefined && after[keyword] !== before[keyword])
      report(`${place} has another ${keyword}`);
  }
}

function compareProperties(comparison: Comparison, before: Json, after: Json, place: string): void {
  const { direction, report } = comparison;
  const old = membersOf(before["properties"]);
  const fresh = membersOf(after["properties"]);
  const wasRequired = wordsOf(before["required"]);
  const isRequired = wordsOf(after["required"]);
  const nameOf = (name: string): string => (place === "" ? name : `${place}.${name}`);
  for (const [name, schema] of Object.entries(old)) {
    if (!Object.hasOwn(fresh, name)) report(`${nameOf(name)} is gone`);
    else compareSchemas(comparison, schema, fresh[name], nameOf(name));
  }
  if (direction === "answer") {
    for (const name of wasRequired)
      if (Object.hasOwn(fresh, name) && !isRequired.includes(name))
        report(`${nameOf(name)} may be left out now`);
    return;
  }
  for (const name of isRequired) if (!wasRequired.includes(name)) report(`${nameOf(name)} is required now`);
  if (after["additionalProperties"] === false && before["additionalProperties"] !== false)
    report(`${place === "" ? "the body" : place} refuses further properties now`);
}
