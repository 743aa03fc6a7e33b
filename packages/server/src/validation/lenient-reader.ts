import { type Schema, keywordsOf } from "@ledgerport/contract";

/**
 * Makes a value that a client sent what the schemas say (contract 1, "liberal in"): ids in lower case, and without
 * members that are null where they could be left out. It changes objects and lists in place, and gives the value back;
 * what is not of the schema's form stays as it is, for the schema to refuse.
 */
export type LenientReader = (value: unknown) => unknown;

/** The reader of a schema's values. Null stays in `removable` members and whatever they hold: there it says something. */
export function lenientReader(schema: Schema, removable: readonly string[] = []): LenientReader {
  return readerOf(schema, { keepsNull: false, removable }) ?? ((value) => value);
}

interface Nulls {
  keepsNull: boolean;
  /** Members of this object, and of no deeper one, that keep null. */
  removable: readonly string[];
}

/** Undefined where there is nothing to do, so that a long list of such values isn't walked. */
function readerOf(schema: unknown, nulls: Nulls): LenientReader | undefined {
  const { format, properties, items, anyOf } = keywordsOf(schema);
  if (format === "uuid") return (value) => (typeof value === "string" ? value.toLowerCase() : value);
  if (properties !== undefined) return objectReader(schema, nulls);
  if (items !== undefined) return listReader(readerOf(items, nulls));
  const forms = Array.isArray(anyOf) ? anyOf.flatMap((form: unknown) => readerOf(form, nulls) ?? []) : [];
  return forms.length === 0 ? undefined : (value) => forms.reduce((read, form) => form(read), value);
}

function listReader(element: LenientReader | undefined): LenientReader | undefined {
  if (element === undefined) return undefined;
  return (value) => {
    const list: unknown[] = Array.isArray(value) ? value : [];
    for (const [index, given] of list.entries()) list[index] = element(given);
    return value;
  };
}

function objectReader(schema: unknown, { keepsNull, removable }: Nulls): LenientReader {
  const { properties, required } = keywordsOf(schema);
  const needed = new Set(Array.isArray(required) ? required : []);
  const members = Object.entries(keywordsOf(properties)).map(([name, property]) => {
    const keeps = keepsNull || removable.includes(name);
    const read = readerOf(property, { keepsNull: keeps, removable: [] });
    return { name, read, nullIsAbsent: !keeps && !needed.has(name) };
  });
  return (value) => {
    if (typeof value !== "object" || value === null) return value;
    for (const { name, read, nullIsAbsent } of members) {
      if (!Object.hasOwn(value, name)) continue;
      const given: unknown = Reflect.get(value, name);
      if (given === null && nullIsAbsent) Reflect.deleteProperty(value, name);
      else if (read !== undefined) Reflect.set(value, name, read(given));
    }
    return value;
  };
}
