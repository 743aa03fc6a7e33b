import { isDeepStrictEqual } from "node:util";
import type { Json } from "./components.ts";

/** Answers that many operations give in the same words; a document holds each once. */
export class SharedAnswers {
  readonly #byName = new Map<string, Json>();

  /** A reference to the answer, which is kept under the name. Throws Error when the name has another answer already. */
  publish(name: string, answer: Json): Json {
    const earlier = this.#byName.get(name);
    if (earlier !== undefined && !isDeepStrictEqual(earlier, answer)) {
      throw new Error(`Two different answers are called ${name}`);
    }
    this.#byName.set(name, answer);
    return { $ref: `#/components/responses/${name}` };
  }

  /** All answers, by name. */
  all(): Json {
    return Object.fromEntries([...this.#byName].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}
