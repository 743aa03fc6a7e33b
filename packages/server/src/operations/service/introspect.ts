import { SCOPES } from "@ledgerport/contract";
import type { ApiKey } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** GET /v1/introspect: what the key is and may do (contract 1, Authentication). */
export async function introspect({ key }: Call): Promise<unknown> {
  return {
    data: {
      authMethod: "API_KEY",
      clientId: key.id,
      applicationName: key.name,
      scope: (key.isAdmin ? SCOPES : key.scopes).join(" "),
      subjectURN: subjectOf(key),
    },
  };
}

/** The contract names companies and organisations; the operator's key stands for the whole server. */
function subjectOf(key: ApiKey): string {
  if (key.companyId !== null) return `urn:pleo:company:${key.companyId}`;
  return key.organisationId === null
    ? "urn:ledgerport:server"
    : `urn:pleo:organisation:${key.organisationId}`;
}
