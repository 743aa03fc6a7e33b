import {
  type BookkeepingMethod,
  type Client,
  type Entry,
  type EntryRow,
  createClient,
} from "@ledgerport/sdk";
import { print } from "./shell.ts";

/** A division of the city, as a company with a ledger of its own. */
export interface Division {
  /** As the city's file spells it. */
  name: string;
  method: BookkeepingMethod;
}

/** A division that is there, with the city's entries of it. */
export interface DivisionCompany {
  companyId: string;
  /** Acts for the company alone. */
  client: Client;
  /** Its entries, in the order in which they came. */
  entries: Entry[];
}

/**
 * Makes a division a company: the city's reference data, a vendor for each of its merchants, and its entries, each with
 * its merchant's vendor. `city` is a client that may read the city's company and make others.
 */
export async function openDivision(
  city: { client: Client; companyId: string; url: string; adminKey: string },
  division: Division,
): Promise<DivisionCompany> {
  const { client: admin, url, adminKey } = city;
  const { id: companyId } = await admin.platform.companies.create({
    name: division.name,
    defaultCurrency: "CAD",
    bookkeepingMethod: division.method,
  });
  const client = createClient({ baseUrl: url, apiKey: adminKey, companyId });
  await copyReference(client, city.companyId, companyId);

  const rows = await rowsOf(admin, city.companyId, division.name);
  const merchants = [...new Set(rows.flatMap((row) => merchantOf(row) ?? []))].sort();
  const codes = new Map(merchants.map((name, index) => [name, `M${String(index + 1).padStart(3, "0")}`]));
  for (const [name, code] of codes) await client.vendors.create({ name, code, defaultCurrency: "CAD" });
  const imported = await client.platform.entries.import(
    companyId,
    rows.map((row) => ({ ...row, vendorCode: codes.get(merchantOf(row) ?? "") ?? null })),
  );
  print(`  ${division.name}, ${division.method}: ${imported.created} entries, ${codes.size} vendors`);
  const entries = await Array.fromAsync(client.platform.entries.listAll(companyId));
  return { companyId, client, entries };
}

function merchantOf(row: EntryRow): string | undefined {
  return row.supplier?.name ?? undefined;
}

async function copyReference(client: Client, from: string, to: string): Promise<void> {
  const { reference } = client.platform;
  await reference.contraAccounts.replace(to, [{ currency: "CAD", code: "1001", name: "Purchasing cards" }]);
  await reference.accounts.upsert(
    to,
    // Without their kinds: all of the city's accounts are expenses, which is what they become.
    (await Array.fromAsync(reference.accounts.listAll(from))).map(({ code, name }) => ({ code, name })),
  );
  await reference.teams.upsert(to, (await Array.fromAsync(reference.teams.listAll(from))).map(withoutId));
  const groups = await Array.fromAsync(reference.tagGroups.listAll(from));
  await reference.tagGroups.upsert(
    to,
    groups.map(({ code, name, tags }) => ({
      code,
      ...(typeof name === "string" && { name }),
      tags: tags.map(withoutId),
    })),
  );
}

/** The city's entries of a division, as the rows that they were imported as. */
async function rowsOf(client: Client, companyId: string, division: string): Promise<EntryRow[]> {
  const rows: EntryRow[] = [];
  for await (const entry of client.platform.entries.listAll(companyId)) {
    if (entry.teamCode !== division) continue;
    const { externalRef, date, amount, note, supplier, teamCode } = entry;
    const type = entry.type === "refund" ? "refund" : "card_purchase";
    const lines = entry.lines?.map(withoutId);
    rows.push({ externalRef, type, date, amount, note, supplier, teamCode, lines });
  }
  return rows;
}

/** What the city's company and a division's have alike; ids are a company's own. */
function withoutId<T extends { id?: unknown }>(record: T): Omit<T, "id"> {
  const { id: _id, ...rest } = record;
  return rest;
}
