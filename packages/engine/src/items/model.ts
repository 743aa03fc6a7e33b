/** The states of an export job item (contract section 2, Job item). */
export type ItemStatus = "pending" | "in_progress" | "failed" | "successful" | "abandoned";

/** One entry's progress in one job. */
export interface ExportJobItem {
  accountingEntryId: string;
  exportJobId: string;
  status: ItemStatus;
  exportedAt: Date | null;
  externalId: string | null;
  externalUrl: string | null;
  failureReason: string | null;
  failureReasonType: string | null;
}

/** What an integration reports of one item. */
export interface ItemUpdate {
  accountingEntryId: string;
  status: ItemStatus;
  exportedAt?: Date;
  externalId?: string;
  externalUrl?: string;
  failureReason?: string;
  failureReasonType?: string;
}

/** Why one element of an update was not taken (contract section 2, PUT answer). */
export interface ItemUpdateError {
  /** As given; null where the element names no entry. */
  accountingEntryId: string | null;
  /** ACCOUNTING_ENTRY_UPDATE_FAILED: whoever read the request could make no update of the element. */
  type:
    | "ACCOUNTING_ENTRY_DOES_NOT_EXIST"
    | "EXPORT_ENTRY_STATUS_UPDATE_FAILED"
    | "ACCOUNTING_ENTRY_UPDATE_FAILED";
  message: string;
}

/**
 * The item after an update, or the reason why it can't take it (contract 3.3): successful stays successful and
 * abandoned is final. A repeat of a success adds an external id or url where there was none, but never replaces the one
 * under which the entry was posted. A value that is left out stays as it was, but failure fields are kept on failed items only.
 * `now` is the moment of the update, in whole milliseconds.
 */
export function updatedItem(
  item: ExportJobItem,
  update: ItemUpdate,
  now: Date,
): ExportJobItem | ItemUpdateError {
  if (item.status === "abandoned" || (item.status === "successful" && update.status !== "successful")) {
    return {
      accountingEntryId: item.accountingEntryId,
      type: "EXPORT_ENTRY_STATUS_UPDATE_FAILED",
      message: `An item that is ${item.status} can't become ${update.status}`,
    };
  }
  const failed = update.status === "failed";
  const repeated = item.status === "successful";
  return {
    ...item,
    status: update.status,
    exportedAt: update.exportedAt ?? item.exportedAt ?? (update.status === "successful" ? now : null),
    externalId: (repeated ? item.externalId : null) ?? update.externalId ?? item.externalId,
    externalUrl: (repeated ? item.externalUrl : null) ?? update.externalUrl ?? item.externalUrl,
    failureReason: failed ? (update.failureReason ?? null) : null,
    failureReasonType: failed ? (update.failureReasonType ?? "unexpected_failure") : null,
  };
}
