import { XMLParser, XMLValidator } from "fast-xml-parser";
import { UsageError } from "../exit-codes.ts";

/** An element: its children by name, each a list in the file's order; an element without children has its text. */
export class Element {
  readonly #content: unknown;

  constructor(content: unknown) {
    this.#content = content;
  }

  /** The elements at a path of names, at each step all that there are. */
  all(...path: readonly string[]): Element[] {
    const [name, ...rest] = path;
    if (name === undefined) return [this];
    return this.#children(name).flatMap((child) => child.all(...rest));
  }

  /** The text of the first element with text at one of the paths; undefined: there is none. */
  text(...paths: readonly (readonly string[])[]): string | undefined {
    for (const path of paths) {
      const found = this.all(...path)
        .map((element) => element.#text())
        .find((one) => one !== "");
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** An attribute of the first element at the path. */
  attribute(name: string, ...path: readonly string[]): string | undefined {
    const [element] = this.all(...path);
    if (element === undefined || !isRecord(element.#content)) return undefined;
    const value = element.#content[`@${name}`];
    return typeof value === "string" ? value : undefined;
  }

  #children(name: string): Element[] {
    const child = isRecord(this.#content) ? this.#content[name] : undefined;
    if (child === undefined) return [];
    return (Array.isArray(child) ? child : [child]).map((one) => new Element(one));
  }

  #text(): string {
    const text = isRecord(this.#content) ? this.#content["#text"] : this.#content;
    return typeof text === "string" ? text.trim() : "";
  }
}

/**
 * Parses XML; names come without their namespace's prefix. Throws UsageError naming the line of what is wrong, and for
 * a document type declaration, which statements have none of: its entities could name other files, or fill the memory.
 */
export function parseXml(text: string, format: string): Element {
  if (text.includes("<!DOCTYPE")) {
    throw new UsageError(`The file is not ${format}: it has a document type declaration (DOCTYPE)`);
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { line, col, code } = valid.err;
    throw new UsageError(
      code === "InvalidXml"
        ? `The file is not whole ${format}: it ends before all its elements do`
        : `The file is not whole ${format}: ${valid.err.msg} (line ${line}, column ${col})`,
    );
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    maxNestedTags: DEEPEST,
    // The parser's bounds are against entities of a document's own, which are refused above.
    processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
    // Without this references to characters by number would stay as they are.
    htmlEntities: true,
  });
  try {
    return new Element(parser.parse(text));
  } catch (error) {
    // The parser's own refusals: too deep, or names that mean something to JavaScript.
    throw new UsageError(
      `The file is not ${format}: ${error instanceof Error ? error.message : "unknown reason"}`,
    );
  }
}

/** CAMT.053 and OFX nest about fifteen elements. */
const DEEPEST = 100;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
