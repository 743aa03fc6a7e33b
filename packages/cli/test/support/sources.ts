import type { Source } from "../../src/import/source.ts";

/** A file `spend.csv` with these bytes. */
export function sourceOf(open: () => AsyncIterable<Uint8Array>): Source {
  return { fileName: "spend.csv", named: true, size: undefined, repeatable: true, open };
}

/** The same of a text or bytes. */
export function sourceOfText(content: string | Uint8Array): Source {
  return sourceOf(async function* () {
    yield typeof content === "string" ? Buffer.from(content) : content;
  });
}
