import fc from "fast-check";

/** What does not belong where it is put. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.005, 1e308, 2 ** 53, "", " ", "0", [], [[]], {}, { a: 1 }),
  fc.constantFrom(
    "\0",
    "a\0b",
    "\ud800",
    "\udfff!",
    "'; DROP TABLE history; --",
    "${7*7}",
    "../../etc/passwd",
  ),
  fc.constantFrom(
    "2025-02-30",
    "2025-13-01T00:00:00Z",
    "9999-12-31T23:59:60Z",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.integer({ min: 3000, max: 6000 }).map((length) => "x".repeat(length)),
  fc.constant(["__proto__", "constructor", "toString"]),
  fc.jsonValue({ maxDepth: 3 }),
);

/** The value with one part of it replaced, removed or added to. */
export function brokenValue(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(valid, fc.nat(), fc.nat({ max: 3 }), junk)
    .map(([value, at, way, wrong]) => broken(value, at, way, wrong));
}

function broken(value: unknown, at: number, way: number, wrong: unknown): unknown {
  if (typeof value !== "object" || value === null) return wrong;
  const names = Object.keys(value);
  const name = names[at % Math.max(names.length, 1)];
  if (name === undefined) return wrong;
  const copy: object = Array.isArray(value) ? Array.from<unknown>(value) : { ...value };
  if (way === 0) Reflect.deleteProperty(copy, name);
  else if (way === 1 && !Array.isArray(copy)) Reflect.set(copy, "surplus", wrong);
  else Reflect.set(copy, name, broken(Reflect.get(copy, name), Math.floor(at / names.length), way, wrong));
  return copy;
}

/** Bodies that are no JSON at all, as bytes. */
export const brokenBody: fc.Arbitrary<string> = fc.constantFrom(
  "",
  "{",
  "[1,",
  "nul",
  '{"a":1}}',
  '{"a":"\ud800"}',
  "[".repeat(5000),
  `{"__proto__":{"isAdmin":true}}`,
  '"text"',
  "\ufeff{}",
);
