import { readFile } from "node:fs/promises";

const ROOT = new URL("../..", import.meta.url);
/** Where a test begins, at any depth. */
const BEGINNING = /^ *(?:await )?(?:test|it|t\.test)\(/m;
/** Where something of the file's own begins. */
const DECLARATION = /^(?=(?:async )?(?:function|const|class) \w+|(?:test|for|before|after)\b)/m;

/**
 * What is wrong with a test that docs/operations.md cites as `file: name`: its file is gone, the file has no test of that
 * name, or the test proves nothing. A name that is put together from parts (`${operationId} needs a key`) is not found as it
 * stands; of such a file at least something must be asserted, and `npm test` finds out whether the answer still comes.
 */
export async function citationFault(cited: string): Promise<string | undefined> {
  const [file = ""] = cited.split(": ", 1);
  const name = cited.slice(file.length + 2);
  const text = await readFile(new URL(file, ROOT), "utf8").catch(() => undefined);
  if (text === undefined) return `names a test in ${file}, which is not there`;
  const at = placeOf(name, text);
  if (at === undefined) {
    if (!text.includes("`")) return `names "${name}", which is no test in ${file}`;
    return /\bassert\b/.test(text) ? undefined : `names ${file}, which asserts nothing`;
  }
  const [body = ""] = text.slice(at + name.length).split(BEGINNING, 1);
  const proves = new RegExp(`\\b(?:${["assert", ...helpersThatAssert(text)].join("|")})\\b`);
  return proves.test(body) ? undefined : `names "${name}" in ${file}, which asserts nothing`;
}

/** Where a name stands in its file, in the quotes that it was written in. */
function placeOf(name: string, text: string): number | undefined {
  const places = ['"', "'", "`"].map((quote) => text.indexOf(`${quote}${name}${quote}`));
  return places.find((place) => place >= 0);
}

/** The names of the file's functions that assert something, and of those that come from its folder's support. */
function helpersThatAssert(text: string): string[] {
  const own = text.split(DECLARATION).flatMap((part) => {
    const [, name] = /^(?:async )?(?:function|const) (\w+)/.exec(part) ?? [];
    return name !== undefined && /\bassert\b/.test(part) ? [name] : [];
  });
  const support = [...text.matchAll(/^import \{([^}]+)\} from "\.[^"]*\/support\/[^"]+";$/gm)];
  return [...own, ...support.flatMap(([, names = ""]) => names.match(/\b[a-z]\w*/g) ?? [])];
}
