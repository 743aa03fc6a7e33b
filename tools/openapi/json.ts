/** A JSON object of a description. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; anything else has no members. */
export function membersOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The value as a list of text; anything else is an empty one. */
export function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The value as a list; anything else is an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A description whose references can be followed. */
export class Description {
  readonly #root: Json;

  constructor(root: unknown) {
    this.#root = membersOf(root);
  }

  /** Path, then method, then operation. */
  get paths(): Json {
    return membersOf(this.#root["paths"]);
  }

  /** The object itself, or the one that its `$ref` names. */
  resolve(value: unknown): Json {
    const object = membersOf(value);
    const reference = object["$ref"];
    if (typeof reference !== "string") return object;
    let target: unknown = this.#root;
    for (const name of reference.split("/").slice(1)) target = membersOf(target)[name];
    return this.resolve(target);
  }
}
