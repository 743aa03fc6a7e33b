import { isWholeOptional, keywordsOf } from "@ledgerport/contract";

/** A value whose optional member at `path` is null, and the same without that member. */
export interface Nulling {
  path: string;
  withNull: unknown;
  without: unknown;
}

/** For each optional member of a schema, at any depth that an example reaches, the example with null there. */
export function nullings(schema: unknown, example: unknown): Nulling[] {
  const { properties, required, items } = keywordsOf(withoutNull(schema));
  if (items !== undefined) return ofFirst(items, Array.isArray(example) ? example : []);
  const needed = Array.isArray(required) ? required : [];
  const given = keywordsOf(example);
  return Object.entries(keywordsOf(properties)).flatMap(([name, property]) => {
    const { [name]: value, ...without } = given;
    const own = needed.includes(name) ? [] : [{ path: name, withNull: { ...given, [name]: null }, without }];
    const inside = value ?? (isWholeOptional(keywordsOf(withoutNull(property))) ? {} : undefined);
    const deeper = inside === undefined ? [] : nullings(property, inside);
    return [
      ...own,
      ...deeper.map((nulling) => ({
        path: `${name}.${nulling.path}`,
        withNull: { ...given, [name]: nulling.withNull },
        without: { ...given, [name]: nulling.without },
      })),
    ];
  });
}

function ofFirst(items: unknown, [first, ...rest]: readonly unknown[]): Nulling[] {
  if (first === undefined) return [];
  return nullings(items, first).map(({ path, withNull, without }) => ({
    path: `[0].${path}`,
    withNull: [withNull, ...rest],
    without: [without, ...rest],
  }));
}

/** What a schema says of values that are not null. */
function withoutNull(schema: unknown): unknown {
  const { anyOf } = keywordsOf(schema);
  const forms: unknown[] = Array.isArray(anyOf) ? anyOf : [];
  return keywordsOf(schema)["properties"] === undefined
    ? (forms.find((form) => keywordsOf(form)["type"] !== "null") ?? schema)
    : schema;
}
