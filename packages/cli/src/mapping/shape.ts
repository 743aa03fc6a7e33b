import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";

/** What a member of the mapping file may be. */
export interface Kind<T> {
  /** How a mistake says it: "must be ...". */
  says: string;
  /** The same as a JSON Schema. */
  schema: JsonObject;
  fits(value: Json): value is T & Json;
}

/** The members of one object of the mapping file. */
export type Shape = Readonly<Record<string, Kind<unknown>>>;

/** What stands in an object of that shape; every member may be left out. */
export type Checked<S extends Shape> = { [Name in keyof S]?: S[Name] extends Kind<infer T> ? T : never };

/** Text. */
export const text: Kind<string> = {
  says: "text",
  schema: { type: "string" },
  fits: (value): value is string => typeof value === "string",
};

/** A list of texts. */
export const texts: Kind<string[]> = {
  says: "a list of texts",
  schema: { type: "array", items: { type: "string" } },
  fits: (value): value is string[] => Array.isArray(value) && value.every((one) => text.fits(one)),
};

/** A text, or a list of at least one. */
export const textOrTexts: Kind<string | string[]> = {
  says: "text or a list of texts",
  schema: { anyOf: [text.schema, { ...texts.schema, minItems: 1 }] },
  fits: (value): value is string | string[] => text.fits(value) || (texts.fits(value) && value.length > 0),
};

/** true or false. */
export const flag: Kind<boolean> = {
  says: "true or false",
  schema: { type: "boolean" },
  fits: (value): value is boolean => typeof value === "boolean",
};

/** A whole number from `minimum` to `maximum`. */
export function wholeNumber(minimum: number, maximum: number): Kind<number> {
  return {
    says: `a whole number from ${minimum} to ${maximum}`,
    schema: { type: "integer", minimum, maximum },
    fits: (value): value is number =>
      typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum,
  };
}

/** One of the given words. */
export function oneOf<Word extends string>(...words: Word[]): Kind<Word> {
  return {
    says: `one of ${words.join(", ")}`,
    schema: { enum: words },
    fits: (value): value is Word => words.some((word) => word === value),
  };
}

/** An object, whose members are checked where it is used. */
export const object: Kind<JsonObject> = {
  says: "an object",
  schema: { type: "object" },
  fits: (value): value is JsonObject => isObject(value),
};

/** A list, whose elements are checked where it is used. */
export const list: Kind<Json[]> = {
  says: "a list",
  schema: { type: "array" },
  fits: (value): value is Json[] => Array.isArray(value),
};

/** Anything: a constant, an expression, or an object or list with such in it. */
export const part: Kind<Json> = {
  says: "anything",
  schema: {},
  fits: (value): value is Json => value !== undefined,
};

/** The members of `value`, checked against `shape`. Throws MappingError naming the place. */
export function checked<S extends Shape>(value: JsonObject, shape: S, place: string): Checked<S> {
  const where = place === "" ? "The mapping" : place;
  for (const [name, member] of Object.entries(value)) {
    const kind = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (kind === undefined) {
      throw new MappingError(
        `${where}: "${name}" is not known here; known are ${Object.keys(shape).join(", ")}`,
      );
    }
    if (!kind.fits(member)) throw new MappingError(`${within(place, name)} must be ${kind.says}`);
  }
  // Every member has just been found to be of its kind.
  return value as Checked<S>;
}

/** The place of a member. */
export function within(place: string, name: string): string {
  return place === "" ? name : `${place}.${name}`;
}

/** As an object: throws MappingError when it is something else, or missing. */
export function asObject(value: Json | undefined, place: string): JsonObject {
  if (isObject(value)) return value;
  throw new MappingError(`${place} must be an object`);
}
