import { type Schema, keywordsOf } from "@ledgerport/contract";
import fc from "fast-check";

/** Stands for the id of something that exists by the time the request is sent: `@company@`, `@entry@3@`. */
export const placeholder = (kind: string, index: number): string => `@${kind}:${index}@`;

/** Which kind of thing a property or parameter names. */
const KINDS: Readonly<Record<string, string>> = {
  company_id: "company",
  companyId: "company",
  organisation_id: "organisation",
  organisationId: "organisation",
  job_id: "job",
  jobId: "job",
  exportJobId: "job",
  accounting_entry_id: "entry",
  accountingEntryId: "entry",
  accountingEntryIds: "entry",
};

/** Text that must be of a certain kind though its schema does not say so. */
const KNOWN_TEXT: Readonly<Record<string, fc.Arbitrary<string>>> = {
  endpointUrl: fc.constantFrom(
    "https://erp.example/hooks",
    "https://erp.example/other?a=1",
    "http://erp.example",
  ),
  eventTypes: fc.constantFrom("v1.export-job.created", "v3.export-job.failed", "v2.export.job-completed"),
};

/** Text that people write, in any script; schemas forbid only NUL and half characters. */
const words = (min: number, max: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: "grapheme", minLength: min, maxLength: Math.min(max, min + 12) }),
    fc.constantFrom("7010", "V20", "office", "BER", "S1", "E17", "EUR", "https://erp.example/hooks"),
  );

/** The value, or mostly none. */
export function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

const moment = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Values that a schema allows; `name` is the property's, which says what an id is of. */
export function validValue(schema: Schema, name = ""): fc.Arbitrary<unknown> {
  const keywords = keywordsOf(schema);
  const allowed: unknown = keywords["enum"];
  if (Array.isArray(allowed)) return fc.constantFrom(...Array.from<unknown>(allowed));
  const forms: unknown = keywords["anyOf"];
  if (Array.isArray(forms) && keywords["type"] === undefined) {
    return fc.oneof(...forms.map((form: unknown) => validValue(keywordsOf(form), name)));
  }
  switch (keywords["type"]) {
    case "object":
      return validObject(schema);
    case "array":
      return validArray(schema, name);
    case "string":
      return validText(schema, name);
    case "integer":
      return fc.integer({
        min: numberOf(keywords["minimum"], 0),
        max: Math.min(numberOf(keywords["maximum"], 100), 200),
      });
    case "number":
      return fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100) },
        { weight: 1, arbitrary: fc.constantFrom(keywords["minimum"] ?? 0, keywords["maximum"] ?? 0) },
      );
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function validText(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const { format, pattern, minLength, maxLength } = keywordsOf(schema);
  if (format === "uuid") return anId(KINDS[name]);
  if (format === "date") return moment.map((text) => text.slice(0, 10));
  if (format === "date-time") return moment;
  const known = KNOWN_TEXT[name];
  if (known !== undefined) return known;
  if (pattern === "^[A-Z]{3}$") return fc.constantFrom("EUR", "EUR", "EUR", "SEK", "XXX");
  if (typeof pattern === "string" && !pattern.includes("u0000"))
    return fc.stringMatching(new RegExp(pattern));
  return words(numberOf(minLength, 0), numberOf(maxLength, 50));
}

/** An id of something that exists, or now and then of nothing. */
export function anId(kind: string | undefined): fc.Arbitrary<string> {
  const unknown = fc.uuid();
  if (kind === undefined) return unknown;
  return fc.oneof(
    { weight: 12, arbitrary: fc.nat({ max: 300 }).map((index) => placeholder(kind, index)) },
    { weight: 8, arbitrary: fc.constant(placeholder(kind, 0)) },
    { weight: 1, arbitrary: unknown },
  );
}

function validArray(schema: Schema, name: string): fc.Arbitrary<unknown> {
  const { items, minItems, maxItems, uniqueItems } = keywordsOf(schema);
  const minLength = numberOf(minItems, 0);
  const limits = { minLength, maxLength: Math.max(minLength, Math.min(numberOf(maxItems, 4), 4)) };
  const item = validValue(keywordsOf(items), name);
  return uniqueItems === true ? fc.uniqueArray(item, limits) : fc.array(item, limits);
}

function validObject(schema: Schema): fc.Arbitrary<unknown> {
  const { properties, required, additionalProperties, oneOf } = keywordsOf(schema);
  const forms: unknown[] = Array.isArray(oneOf) ? oneOf : [{}];
  if (properties === undefined) {
    return fc.dictionary(fc.stringMatching(/^[a-z-]{1,12}$/), validValue(keywordsOf(additionalProperties)), {
      maxKeys: 3,
    });
  }
  return fc.oneof(
    ...forms.map((form) => {
      const needed = [...namesOf(required), ...namesOf(keywordsOf(form)["required"])];
      const members = Object.entries(keywordsOf(properties)).map(([name, property]) => {
        const value = validValue(keywordsOf(property), name);
        return [name, needed.includes(name) ? value : sometimes(value)] as const;
      });
      return fc.record(Object.fromEntries(members)).map(withoutUndefined);
    }),
  );
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
