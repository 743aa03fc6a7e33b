/**
 * Schemas are made with TypeBox: `Type.Object({...})` is a plain JSON Schema (2020-12) for Ajv and OpenAPI, and
 * `Static<typeof X>` is the type of a valid value. Here are the few shapes of the wire that TypeBox has no word for.
 */
import {
  type Static,
  type TEnum,
  type TNull,
  type TObject,
  type TObjectOptions,
  type TOptional,
  type TProperties,
  type TSchema,
  type TSchemaOptions,
  type TUnion,
  type TUnsafe,
  Type,
} from "typebox";

export { Type };
export type { Static };

/** A JSON Schema; `keywordsOf` reads it. */
export type Schema = TSchema;

/** The schema of an object; its properties can be taken over into another object's. */
export type ObjectSchema<P extends TProperties = TProperties> = TObject<P>;

/** The properties of an object, by name. */
export type Properties = TProperties;

/** What a schema says, by keyword. */
export type Keywords = Readonly<Record<string, unknown>>;

/** An object without further properties: every answer, and the Platform API's requests. */
export const Closed = <P extends TProperties>(properties: P, keywords: TObjectOptions = {}): TObject<P> =>
  Type.Object(properties, { additionalProperties: false, ...keywords });

/** The value or null. */
export const Nullable = <S extends TSchema>(schema: S): TUnion<[S, TNull]> =>
  Type.Union([schema, Type.Null()]);

/** A member of a request that may be left out or null, which mean the same: who reads the request finds it left out. */
export const Maybe = <S extends TSchema>(schema: S): TOptional<TUnsafe<Static<S>>> =>
  Type.Optional(Type.Unsafe<Static<S>>(Nullable(schema)));

/** The members of what is read as those of a request: each that may be left out may be null as well. */
export function liberal<P extends TProperties>(properties: P): P {
  const entries = Object.entries(properties).map(([name, schema]) => [
    name,
    Type.IsOptional(schema) ? Maybe(schema) : schema,
  ]);
  // `Maybe` changes what is allowed on the wire and not the type that readers see.
  return Object.fromEntries(entries) as P;
}

/** One of a list of words; unlike TypeBox's Enum it says that they are text, which tools for OpenAPI ask for. */
export const Words = <W extends string[]>(words: readonly [...W], keywords: TSchemaOptions = {}): TEnum<W> =>
  Type.Enum(words, { type: "string", ...keywords });

/** An object with any names and one kind of value; TypeBox's Record would write the names as a pattern. */
export const MapOf = <S extends TSchema>(
  values: S,
  keywords: TSchemaOptions = {},
): TUnsafe<Record<string, Static<S>>> =>
  Type.Unsafe({ type: "object", additionalProperties: values, ...keywords });

function isKeywords(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null;
}

/** The value as a schema's keywords; anything that is no schema says nothing, and so allows everything. */
export function keywordsOf(value: unknown): Keywords {
  return isKeywords(value) ? value : {};
}

/** Whether a schema is of an object that needs no member: the whole of it can be left out. */
export function isWholeOptional(schema: Schema): boolean {
  const { type, required, minProperties } = keywordsOf(schema);
  return type === "object" && required === undefined && minProperties === undefined;
}

/** The members without some of them: how an older version's properties are made from a newer one's. */
export function without<P extends object, K extends keyof P & string>(
  members: P,
  names: readonly K[],
): Omit<P, K> {
  const left: P = { ...members };
  for (const name of names) delete left[name];
  return left;
}
