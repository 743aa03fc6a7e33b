import { textMember } from "./column.ts";
import type { NumberStyle } from "./decimal.ts";
import { plainNumbers } from "./decimal.ts";
import { MappingError } from "./fault.ts";
import type { JsonObject } from "./json.ts";

/** The members that say how numbers are written. */
export const NUMBER_MEMBERS = ["decimal", "group"];

/** How numbers are written, from `decimal` and `group`. Throws MappingError. */
export function numberStyle(object: JsonObject, place: string): NumberStyle {
  const decimal = textMember(object, "decimal", place) ?? plainNumbers.decimal;
  if (decimal !== "." && decimal !== ",") throw new MappingError(`${place}.decimal must be "." or ","`);
  const group = textMember(object, "group", place) ?? plainNumbers.group;
  if (group.length > 1 || group === decimal || /[\d+()-]/.test(group)) {
    throw new MappingError(`${place}.group must be one character that numbers can't mistake`);
  }
  return { decimal, group };
}
