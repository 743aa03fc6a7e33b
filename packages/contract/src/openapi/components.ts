import { isDeepStrictEqual } from "node:util";
import { type Schema, keywordsOf } from "../schema/type.ts";

/** A part of a document, as JSON. */
export type Json = Record<string, unknown>;

/**
 * Turns schemas into what a document holds of them: every schema with a title becomes a component under that name,
 * wherever it stands, and is referred to from there.
 */
export class SchemaComponents {
  readonly #byName = new Map<string, Json>();

  /** The schema as it stands in the document. Throws Error when two different schemas have the same title. */
  publish(schema: Schema): Json {
    const title = keywordsOf(schema)["title"];
    const published = this.#copy(schema);
    if (typeof title !== "string") return published;
    const earlier = this.#byName.get(title);
    if (earlier !== undefined && !isDeepStrictEqual(earlier, published)) {
      throw new Error(`Two different schemas are called ${title}`);
    }
    this.#byName.set(title, published);
    return { $ref: `#/components/schemas/${title}` };
  }

  /** All components, by name. */
  schemas(): Json {
    return Object.fromEntries([...this.#byName].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  #copy(schema: Schema): Json {
    const copy: Json = {};
    for (const [keyword, value] of Object.entries(schema)) {
      copy[keyword] = this.#keyword(keyword, value);
    }
    return copy;
  }

  #keyword(keyword: string, value: unknown): unknown {
    switch (keyword) {
      case "properties":
        return Object.fromEntries(
          Object.entries(keywordsOf(value)).map(([name, property]) => [
            name,
            this.publish(keywordsOf(property)),
          ]),
        );
      case "items":
        return this.publish(keywordsOf(value));
      case "additionalProperties":
        return typeof value === "boolean" ? value : this.publish(keywordsOf(value));
      case "anyOf":
      case "oneOf":
        return Array.isArray(value) ? value.map((part) => this.publish(keywordsOf(part))) : value;
      default:
        return value;
    }
  }
}
