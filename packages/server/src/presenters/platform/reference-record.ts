/**
 * A reference record as the wire has it (contract 1, null and absent): what is not known is left out, and a tag stands
 * in its group, which it does not name again.
 */
export function presentReferenceRecord(row: string): string {
  return JSON.stringify(JSON.parse(row, withoutUnknown));
}

function withoutUnknown(name: string, value: unknown): unknown {
  return value === null || name === "groupCode" ? undefined : value;
}
