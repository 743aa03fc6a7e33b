import { type Operation, ROUTES, type Route, type Schema, keywordsOf } from "@ledgerport/contract";
import fc from "fast-check";
import { brokenBody, brokenValue } from "./broken-values.ts";
import { anId, sometimes, validValue } from "./valid-values.ts";

/** A request with placeholders for ids and keys. */
export interface FuzzRequest {
  route: Route;
  path: string;
  /** Which key: `company`, `organisation`, `admin`, `reader`, `foreign`, or one that is none. */
  key: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** What `{id}` is of, by the path before it. */
const KINDS: readonly [RegExp, string][] = [
  [/companies\/$/, "company"],
  [/entries\/$/, "entry"],
  [/export-jobs\/$/, "job"],
  [/organisations\/$/, "organisation"],
  [/keys\/$/, "key"],
  [/vendors\/$/, "vendor"],
  [/subscriptions\/$/, "subscription"],
  [/deliveries\/$/, "delivery"],
];

const KEYS = fc.oneof(
  { weight: 14, arbitrary: fc.constantFrom("company", "admin") },
  { weight: 3, arbitrary: fc.constantFrom("organisation", "reader", "foreign") },
  { weight: 1, arbitrary: fc.constantFrom("none", "nonsense") },
);

/** Parameters that are mostly refused: cursors that were made up, and sorting whose two lists differ in length. */
const RARE = new Set(["before", "after", "sorting_keys", "sorting_order"]);

/** Requests of one operation in one version: about half of them as the schemas say, half with something wrong. */
export function requestsOf(route: Route): fc.Arbitrary<FuzzRequest> {
  const { operation } = route;
  return fc
    .record({
      path: pathOf(route),
      query: queryOf(operation),
      key: KEYS,
      body: bodyOf(operation),
      idempotencyKey: sometimes(sometimes(fc.constantFrom("one", "two", "x".repeat(300), ""))),
    })
    .map(({ path, query, key, body, idempotencyKey }) => ({
      route,
      path: query === "" ? path : `${path}?${query}`,
      key,
      headers: {
        ...(body && { "content-type": body.type }),
        ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      },
      body: body?.text,
    }));
}

/** Requests of all operations, each as often as any other. */
export const allRequests: fc.Arbitrary<FuzzRequest> = fc.oneof(...ROUTES.map(requestsOf));

function pathOf({ path, operation }: Route): fc.Arbitrary<string> {
  const parts = path.split(/\{(\w+)\}/);
  const values = parts.map((part, index) => {
    if (index % 2 === 0) return fc.constant(part);
    const before = parts[index - 1] ?? "";
    const schema = operation.params?.properties[part] ?? {};
    const isId = keywordsOf(schema)["format"] === "uuid";
    const kind = part === "jobId" ? "job" : KINDS.find(([pattern]) => pattern.test(before))?.[1];
    const valid = isId ? anId(kind) : validValue(schema).map((value) => encoded(String(value)));
    const wrong = fc.constantFrom(
      "x",
      "%00",
      "a%2fb",
      "A".repeat(200),
      "0197A3C2-5B1E-7C44-9D3A-2F6B8E1C4A70",
    );
    return fc.oneof({ weight: 12, arbitrary: valid }, { weight: 1, arbitrary: wrong });
  });
  return fc.tuple(...values).map((all) => all.join(""));
}

function queryOf({ query }: Operation): fc.Arbitrary<string> {
  const names = Object.entries(query?.properties ?? {});
  const parameters = names.map(([name, schema]) =>
    RARE.has(name) ? sometimes(sometimes(parameterOf(name, schema))) : sometimes(parameterOf(name, schema)),
  );
  return fc.tuple(...parameters).map((all) => all.filter((part) => part !== undefined).join("&"));
}

function parameterOf(name: string, schema: Schema): fc.Arbitrary<string> {
  const valid = validValue(schema, name);
  const given = fc.oneof({ weight: 8, arbitrary: valid }, { weight: 1, arbitrary: brokenValue(valid) });
  return given.map((value) => {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => `${name}=${encoded(String(one))}`).join("&");
  });
}

/** Placeholders stay as they are, so that they are found when the request is sent. */
function encoded(text: string): string {
  return /^@\w+:\d+@$/.test(text) ? text : encodeURIComponent(text.toWellFormed());
}

function bodyOf({ body }: Operation): fc.Arbitrary<{ type: string; text: string } | undefined> {
  if (body === undefined) return fc.constant(undefined);
  const valid = validValue(body.schema);
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...body.types) },
    { weight: 1, arbitrary: fc.constantFrom("text/plain", "application/xml", "nonsense") },
  );
  const value = fc.oneof({ weight: 6, arbitrary: valid }, { weight: 5, arbitrary: brokenValue(valid) });
  return fc.oneof(
    {
      weight: 15,
      arbitrary: fc
        .record({ type, value })
        .map((given) => ({ type: given.type, text: textOf(given.value, given.type) })),
    },
    { weight: 1, arbitrary: fc.record({ type, text: brokenBody }) },
  );
}

function textOf(value: unknown, type: string): string {
  if (type !== "application/x-ndjson") return JSON.stringify(value) ?? "";
  return (Array.isArray(value) ? value : [value]).map((row) => JSON.stringify(row)).join("\n");
}
