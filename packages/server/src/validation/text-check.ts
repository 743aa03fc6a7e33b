/**
 * Finds text that PostgreSQL can't hold: a NUL character, or half of a surrogate pair (which UTF-8 can't express,
 * so that it would be stored as something else without a word).
 * Returns the path of the first such string, e.g. `lines[0].note`, or undefined. Names of properties count too.
 */
export function pathOfUnstorableText(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") return isStorable(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const found = pathOfUnstorableText(element, `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [name, member] of Object.entries(value)) {
    const found = isStorable(name)
      ? pathOfUnstorableText(member, path === "" ? name : `${path}.${name}`)
      : path;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether JSON text can hold such a string at all: only as an escape, which is rare enough to search only then. */
export function mayHoldUnstorableText(json: string): boolean {
  return /\\u(?:0000|[dD][89a-fA-F])/.test(json);
}

function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
