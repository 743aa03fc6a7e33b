import { type CallOptions, type Client, createClient, ForbiddenError } from "@ledgerport/sdk";
import { UsageError } from "../exit-codes.ts";
import type { Io } from "../terminal/io.ts";

/** The options of every command that talks to a server. */
export interface ServerOptions {
  url?: string;
  key?: string;
  company?: string;
  json?: boolean;
}

/** Where `ledgerport serve` listens when nobody says otherwise (contract 7). */
const DEFAULT_URL = "http://127.0.0.1:8484";

/** A server as seen with one key. */
export interface Connection {
  client: Client;
  /** Ends calls when the user interrupts. */
  call: CallOptions;
  /** The company that the user named, or else the only one within the key's reach. Throws UsageError when there is none. */
  companyId: () => Promise<string>;
}

/** Connects by the options, or else by LEDGERPORT_URL, LEDGERPORT_KEY and LEDGERPORT_COMPANY. Throws UsageError. */
export function connect(io: Io, options: ServerOptions): Connection {
  const baseUrl = options.url ?? filled(io.env["LEDGERPORT_URL"]) ?? DEFAULT_URL;
  const apiKey = options.key ?? filled(io.env["LEDGERPORT_KEY"]);
  const company = options.company ?? filled(io.env["LEDGERPORT_COMPANY"]);
  if (apiKey === undefined) throw new UsageError("There is no key: set LEDGERPORT_KEY, or give --key");
  const client = clientOf(baseUrl, apiKey, company);
  const call = { signal: io.interruption() };
  return { client, call, companyId: async () => company ?? (await companyOfKey(client, call)) };
}

function clientOf(baseUrl: string, apiKey: string, companyId: string | undefined): Client {
  try {
    return createClient({ baseUrl, apiKey, ...(companyId !== undefined && { companyId }) });
  } catch (error) {
    // Options that can't be used; the SDK's messages never show the key.
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

async function companyOfKey(client: Client, call: CallOptions): Promise<string> {
  const { subjectURN } = await client.introspect(call);
  const company = /^urn:pleo:company:(.+)$/.exec(subjectURN)?.[1];
  if (company !== undefined) return company;
  const only = await onlyCompany(client, call);
  if (only !== undefined) return only;
  throw new UsageError("The key is not one company's: name the company with --company or LEDGERPORT_COMPANY");
}

/** The company within the key's reach where there is just one, and the key may see so. */
async function onlyCompany(client: Client, call: CallOptions): Promise<string | undefined> {
  try {
    const { data } = await client.platform.companies.list({ limit: 2 }, call);
    return data.length === 1 ? data[0]?.id : undefined;
  } catch (error) {
    if (error instanceof ForbiddenError) return undefined;
    throw error;
  }
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}
