import type { AccountingEntryType } from "@ledgerport/sdk";
import type { Booking } from "../booking/booking.ts";
import type { Settlement } from "./recorded.ts";

/** What a transaction says of what it settles or what settles it, as texts of the ledger's file. */
export interface SettlementFacts {
  type: string;
  reconciliationId: string;
  /** Whose invoice it is about. */
  invoiceOf: string;
  invoiceNumber: string;
  invoiceStatus: string;
  /** The reconciliation ids of the entries that it settles. */
  settles: readonly string[];
}

const ROLES: Partial<
  Record<AccountingEntryType, { group: "payable" | "employees"; role: Settlement["role"] }>
> = {
  invoice: { group: "payable", role: "arises" },
  invoice_payment: { group: "payable", role: "settles" },
  out_of_pocket: { group: "employees", role: "arises" },
  mileage: { group: "employees", role: "arises" },
  per_diem: { group: "employees", role: "arises" },
  personal_spend: { group: "employees", role: "arises" },
  direct_reimbursement: { group: "employees", role: "settles" },
  external_reimbursement: { group: "employees", role: "settles" },
};

/** Invoice statuses (contract section 2) that say that nothing is left to pay. */
const PAID = new Set(["paid", "marked_as_paid"]);

/** What a type does on an account that is settled, and on whose; undefined for types that do nothing there. */
export function roleOf(
  type: string,
): { group: "payable" | "employees"; role: Settlement["role"] } | undefined {
  return Object.entries(ROLES).find(([name]) => name === type)?.[1];
}

/** The nodes (see Settlement) of a transaction on `account`, and whether it says that nothing is left. */
export function nodesOf(facts: SettlementFacts, account: string): Pick<Settlement, "nodes" | "closes"> {
  const rule = roleOf(facts.type);
  if (rule?.group === "payable") {
    const { invoiceOf, invoiceNumber, invoiceStatus } = facts;
    const known = invoiceOf !== "" && invoiceNumber !== "";
    const nodes = known ? [invoiceNode(account, invoiceOf, invoiceNumber)] : [];
    return { nodes, closes: PAID.has(invoiceStatus) };
  }
  const ids = rule?.role === "settles" ? facts.settles : [facts.reconciliationId];
  // What a reimbursement names is settled by it (contract section 2, additionalInformation).
  return { nodes: rule === undefined ? [] : ids.filter((id) => id !== "").map(entryNode), closes: true };
}

/** An invoice, by its vendor and number, on the account that it is owed on. */
export function invoiceNode(account: string, invoiceOf: string, invoiceNumber: string): string {
  return JSON.stringify([account, invoiceOf, invoiceNumber]);
}

/** An entry that is settled, by its reconciliation id. */
export function entryNode(reconciliationId: string): string {
  return JSON.stringify([reconciliationId]);
}

/** What nodes say, as texts of the ledger's file. */
export function factsOf(
  nodes: readonly string[],
): Pick<SettlementFacts, "invoiceOf" | "invoiceNumber" | "settles"> {
  const parts = nodes.map((node) => JSON.parse(node) as string[]);
  const [, invoiceOf = "", invoiceNumber = ""] = parts.find(({ length }) => length === 3) ?? [];
  return { invoiceOf, invoiceNumber, settles: parts.flatMap((part) => (part.length === 1 ? part : [])) };
}

/** What a booking says of what it settles; empty texts for what it does not say. */
export function settlementFacts({ item, lines, counter }: Booking): SettlementFacts {
  const { reconciliationId, reconciledEntries, invoiceInformation } = item.additionalInformation;
  const rule = roleOf(item.type);
  const owner = [counter, ...lines.map(({ account }) => account)].find(({ group }) => group === "payable");
  const { vendor, supplier } = item;
  const names = [owner?.code, vendor?.code, vendor?.externalId, vendor?.name];
  const signs = [supplier?.code, supplier?.taxIdentifier, supplier?.name];
  const invoice = rule?.group === "payable" ? invoiceInformation : null;
  return {
    type: item.type,
    reconciliationId,
    invoiceOf: invoice === null ? "" : ([...names, ...signs].find((text) => text?.trim()) ?? ""),
    invoiceNumber: invoice?.invoiceNumber ?? "",
    invoiceStatus: rule?.role === "settles" ? (invoice?.status ?? "") : "",
    settles: rule?.role === "settles" ? [...new Set(reconciledEntries)] : [],
  };
}
