import type { Json } from "./components.ts";

/** What each group of operations is about. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Authentication: "What the key is and may do",
  Companies: "The companies, each with a ledger of its own",
  Entries: "The accounting entries, and how they get here",
  "Export items": "The entries of a job as an accounting system needs them",
  "Export job items": "The progress of each entry in a job",
  "Export jobs": "Exports of a company's entries, one at a time",
  History: "What happened to jobs, items and entries, append-only",
  Keys: "The API keys and what they may do",
  Organisations: "Groups of companies",
  Readiness: "What entries lack for their export, before anything is sent",
  Receipts: "The files behind the entries, and the links to them",
  "Reference data": "Accounts, tax codes, tags, teams and employees that entries refer to",
  Service: "Health, metrics and descriptions of the server itself",
  Vendors: "The vendors in the accounting system's ledger, and those it does not know yet",
  "Webhook subscriptions": "Who is told of which events",
  Webhooks: "Deliveries of events: what was sent, what came back, and sending again",
};

/** The document's tags, in the order of their first use. Throws Error for a tag that nobody described. */
export function describeTags(names: Iterable<string>): Json[] {
  return [...names].map((name) => {
    const description = DESCRIPTIONS[name];
    if (description === undefined) throw new Error(`The tag ${name} has no description`);
    return { name, description };
  });
}
