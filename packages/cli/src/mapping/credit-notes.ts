import type { Json, JsonObject } from "./json.ts";

/** Types that say that money came back. */
const MONEY_BACK = ["refund", "chargeback", "cashback"];

/**
 * A mapping that makes a supplier's invoices, and refunds of what is negative, books credit notes as cash received: a
 * credit note is a negative invoice (contract 8).
 */
export function creditNoteWarnings(entry: JsonObject): string[] {
  const types = constants(entry["type"] ?? null);
  const back = MONEY_BACK.find((type) => types.includes(type));
  if (back === undefined || !types.includes("invoice")) return [];
  return [
    `entry.type makes some rows an invoice and others a ${back}, which says that money came back. A credit note is a negative invoice: "type": "invoice"`,
  ];
}

/** The constants that a template can come to. */
function constants(value: Json): Json[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [value];
  return [...constants(value["then"] ?? null), ...constants(value["else"] ?? null)];
}
