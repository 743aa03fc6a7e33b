import type { CreateApiKey, Scope } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes, UsageError } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { facts, table } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";

interface CreateOptions extends ServerOptions {
  for?: string;
  scope?: string[];
  organisation?: string;
  expires?: string;
}

/** What each kind of user needs. */
const SCOPES_FOR: Readonly<Record<string, readonly Scope[]>> = {
  integration: [
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
    "vendors:read",
    "vendors:write",
    "webhooks:read",
    "webhooks:write",
  ],
  platform: ["platform:read", "platform:write", "export-jobs:read", "export-jobs:write"],
};

/** `ledgerport keys`. */
export function addKeys(program: Command, setup: Setup): void {
  const keys = program.command("keys").description("API keys");

  addServerCommand(keys, {
    usage: "create <name>",
    summary:
      "Create a key of one company (--company) or of all companies of an organisation; it is shown once",
    examples: [
      'keys create "ERP bridge" --company 0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70 --for integration',
      'keys create "Month end" --organisation 0197a3c2-5a00-7c44-9d3a-000000000001 --scope export-jobs:read --json',
    ],
  })
    .option("--for <whom>", "scopes for an integration or for the platform")
    .option("--scope <scope...>", "single scopes, e.g. export-jobs:read")
    .option("--organisation <id>", "the organisation whose companies it opens")
    .option("--expires <time>", "when it expires, e.g. 2027-01-01T00:00:00Z")
    .action((name: string, options: CreateOptions) =>
      withServer(setup, options, async ({ client, call, companyId, print }) => {
        const { organisation: organisationId } = options;
        const input: CreateApiKey = {
          name,
          scopes: scopesOf(options),
          ...(organisationId === undefined ? { companyId: await companyId() } : { organisationId }),
          ...(options.expires !== undefined && { expiresAt: options.expires }),
        };
        const created = await client.platform.keys.create(input, call);
        print(created, facts({ id: created.id, key: created.key, scopes: created.scopes.join(" ") }));
        return exitCodes.ok;
      }),
    );

  addServerCommand(keys, {
    usage: "list",
    summary: "List the keys, without their secrets",
    examples: ["keys list"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const all = await Array.fromAsync(client.platform.keys.listAll({}, call));
      const rows = all.map((key) => [
        key.id,
        key.name,
        key.companyId ?? key.organisationId ?? "",
        key.expiresAt ?? "never",
        key.scopes.join(" "),
      ]);
      print(all, table(["id", "name", "of", "expires", "scopes"], rows));
      return exitCodes.ok;
    }),
  );

  addServerCommand(keys, {
    usage: "revoke <id>",
    summary: "Revoke a key; it is refused from then on",
    examples: ["keys revoke 0197a3c2-7800-7b00-8c00-000000000001"],
  }).action((id: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      await client.platform.keys.revoke(id, call);
      print({ id, revoked: true }, "Revoked.\n");
      return exitCodes.ok;
    }),
  );
}

function scopesOf({ for: whom, scope = [] }: CreateOptions): Scope[] {
  const known = whom === undefined ? [] : SCOPES_FOR[whom];
  if (known === undefined) throw new UsageError(`--for must be ${Object.keys(SCOPES_FOR).join(" or ")}`);
  // The server knows the scopes and names one that it doesn't; a list of them here would only grow old.
  const scopes = [...new Set([...known, ...(scope as Scope[])])];
  if (scopes.length === 0) throw new UsageError("Say what the key may do: --for or --scope");
  return scopes;
}
