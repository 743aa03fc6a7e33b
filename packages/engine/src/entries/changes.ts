/** What a member of an entry was and what it became; null stands for not being there. */
export interface MemberChange {
  /** Its path, e.g. `lines[0].accountCode`. */
  member: string;
  from: unknown;
  to: unknown;
}

/**
 * The members in which two documents differ, as deep as they can be told apart: an amount of money is one value, and a
 * list whose length changed is one. A document that is undefined has no members.
 */
export function changesBetween(before: object | undefined, after: object | undefined): MemberChange[] {
  const changes: MemberChange[] = [];
  compareMembers(before ?? {}, after ?? {}, "", changes);
  return changes;
}

function compareMembers(before: object, after: object, path: string, changes: MemberChange[]): void {
  const old = new Map<string, unknown>(Object.entries(before));
  const fresh = new Map<string, unknown>(Object.entries(after));
  for (const name of new Set([...old.keys(), ...fresh.keys()])) {
    compare(old.get(name), fresh.get(name), path === "" ? name : `${path}.${name}`, changes);
  }
}

function compare(before: unknown, after: unknown, member: string, changes: MemberChange[]): void {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    before.forEach((element, at) => compare(element, after[at], `${member}[${at}]`, changes));
  } else if (isDocument(before) && isDocument(after)) {
    compareMembers(before, after, member, changes);
  } else if (JSON.stringify(before) !== JSON.stringify(after)) {
    changes.push({ member, from: before ?? null, to: after ?? null });
  }
}

function isDocument(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("currency" in value);
}
