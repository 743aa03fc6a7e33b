import { type ExportJobItemUpdate, type Schema, keywordsOf } from "@ledgerport/contract";
import { type ItemUpdate, type ItemUpdateError, readInstant } from "@ledgerport/engine";
import { compileExact, firstFault } from "../../validation/ajv.ts";
import { describeFault } from "../../validation/fault.ts";
import { lenientReader } from "../../validation/lenient-reader.ts";

/** Reads one element of an items update, or says what is wrong with it alone (contract 3.3). */
export type ItemUpdateReader = (element: unknown) => ItemUpdate | ItemUpdateError;

/** The reader of elements of a version's schema. */
export function itemUpdateReader(schema: Schema): ItemUpdateReader {
  const validate = compileExact(schema);
  const lenient = lenientReader(schema);
  const isUpdate = (element: unknown): element is ExportJobItemUpdate => validate(element);
  return (element) => {
    lenient(element);
    if (!isUpdate(element)) {
      const fault = firstFault(validate);
      return {
        accountingEntryId: idAsGiven(element),
        type: "ACCOUNTING_ENTRY_UPDATE_FAILED",
        message:
          fault === undefined ? "The element is not valid" : describeFault(fault, "The element").message,
      };
    }
    // Further members that clients send are ignored (contract 1).
    const { accountingEntryId, status, externalId, externalUrl, failureReason, failureReasonType } = element;
    const exportedAt = element.exportedAt === undefined ? undefined : readInstant(element.exportedAt);
    return {
      accountingEntryId,
      status,
      exportedAt,
      externalId,
      externalUrl,
      failureReason,
      failureReasonType,
    };
  };
}

/** Null for what is no text: typed clients would stumble over it. */
function idAsGiven(element: unknown): string | null {
  const { accountingEntryId } = keywordsOf(element);
  return typeof accountingEntryId === "string" ? accountingEntryId : null;
}
