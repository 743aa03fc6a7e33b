import { getCompany, getOrganisation } from "../tenants/queries.ts";
import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import { type ApiKey, checkNewKey, type KeyReach, type NewApiKey } from "./model.ts";
import { newSecret, secretHash } from "./secret.ts";
import { insertKey, keepAdminKey, replaceAdminKey, revokeKey, selectKeyIdByHash } from "./sql.ts";

/** There is one admin key, in a row of its own, so that servers that start at once can't make two. */
const ADMIN_KEY_ID = "00000000-0000-7000-8000-000000000000";

/**
 * Makes a key; its secret is in the answer and nowhere else. Runs as "system" or as the key's company.
 * Throws REQUIRED_PARAMETER_MISSING, BAD_REQUEST, COMPANY_NOT_FOUND and ORGANISATION_NOT_FOUND, each with its param.
 */
export async function createApiKey(tx: Tx, input: NewApiKey): Promise<{ apiKey: ApiKey; secret: string }> {
  const now = tx.clock.now();
  checkNewKey(input, now);
  await checkOwner(tx, input);
  const secret = newSecret();
  const apiKey: ApiKey = {
    id: newId(tx.clock),
    name: input.name,
    companyId: input.companyId ?? null,
    organisationId: input.organisationId ?? null,
    isAdmin: false,
    scopes: [...new Set(input.scopes)],
    createdAt: now,
    expiresAt: input.expiresAt ?? null,
  };
  await insertKey(tx, apiKey, secretHash(secret));
  return { apiKey, secret };
}

async function checkOwner(tx: Tx, { companyId, organisationId }: NewApiKey): Promise<void> {
  try {
    if (companyId !== undefined) await getCompany(tx, { companyId });
    if (organisationId !== undefined) await getOrganisation(tx, { id: organisationId });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const param = companyId === undefined ? "organisationId" : "companyId";
    throw new DomainError(error.code, error.message, { param });
  }
}

/**
 * Sees to it that there is an admin key (contract sections 6 and 7). A given secret becomes the admin key, and an
 * earlier one ends. Without one, the first call makes a key and answers its secret, the only time it is known;
 * later calls leave the key as it is and answer undefined. Safe when several servers start at once.
 * Throws BAD_REQUEST (param LEDGERPORT_ADMIN_KEY) for an empty secret and for one that is a tenant's key already.
 */
export async function ensureAdminKey(
  tx: Tx,
  given: string | undefined,
): Promise<{ secret: string | undefined }> {
  const now = tx.clock.now();
  if (given === undefined) {
    const secret = newSecret();
    return { secret: (await keepAdminKey(tx, ADMIN_KEY_ID, secretHash(secret), now)) ? secret : undefined };
  }
  if (given === "") throw unfit("The admin key must not be empty");
  const hash = secretHash(given);
  const holder = await selectKeyIdByHash(tx, hash);
  if (holder !== undefined && holder !== ADMIN_KEY_ID)
    throw unfit("The admin key is a company's or organisation's key");
  await replaceAdminKey(tx, ADMIN_KEY_ID, hash, now);
  return { secret: undefined };
}

function unfit(message: string): DomainError {
  return new DomainError("BAD_REQUEST", message, { param: "LEDGERPORT_ADMIN_KEY" });
}

/**
 * Ends a key at once. Throws KEY_NOT_FOUND when it is unknown, revoked already, beyond the caller's reach, or the
 * admin key (which is replaced, never revoked).
 */
export async function revokeApiKey(tx: Tx, input: { id: string } & KeyReach): Promise<void> {
  if (!(await revokeKey(tx, input.id, input, tx.clock.now()))) {
    throw new DomainError("KEY_NOT_FOUND", "There is no such key");
  }
}
