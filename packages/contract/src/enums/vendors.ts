/** Whether the accounting system knows a vendor: not yet, yes, no more (contract 5). */
export const VENDOR_STATES = ["DRAFT", "ACTIVE", "ARCHIVED"] as const;
