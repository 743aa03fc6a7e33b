import { DomainError } from "../shared/errors.ts";

/** A key as it is known after it was made: without its secret, of which only a hash is kept. */
export interface ApiKey {
  id: string;
  name: string;
  /** Set on a company's key. */
  companyId: string | null;
  /** Set on an organisation's key, which reaches all its companies. */
  organisationId: string | null;
  /** The operator's key, which may do everything; it belongs to nobody. */
  isAdmin: boolean;
  scopes: string[];
  createdAt: Date;
  /** From this moment on the key is refused; null: never. */
  expiresAt: Date | null;
}

/** A key to be made, of one company or of one organisation. */
export interface NewApiKey {
  name: string;
  companyId?: string;
  organisationId?: string;
  /** Names that the contract knows; the engine only keeps them. */
  scopes: readonly string[];
  expiresAt?: Date;
}

/** Whose keys a caller may see and revoke: one company's, one organisation's with its companies', or all (neither). */
export interface KeyReach {
  companyId?: string;
  organisationId?: string;
}

/**
 * Throws REQUIRED_PARAMETER_MISSING when the key would belong to nobody, BAD_REQUEST when it would belong to two,
 * may do nothing or is expired from the start.
 */
export function checkNewKey(key: NewApiKey, now: Date): void {
  if (key.companyId === undefined && key.organisationId === undefined) {
    throw new DomainError("REQUIRED_PARAMETER_MISSING", "A key needs a companyId or an organisationId", {
      param: "companyId",
    });
  }
  if (key.companyId !== undefined && key.organisationId !== undefined) {
    throw new DomainError("BAD_REQUEST", "A key belongs to a company or to an organisation, not to both", {
      param: "organisationId",
    });
  }
  if (key.scopes.length === 0) {
    throw new DomainError("BAD_REQUEST", "A key needs at least one scope", { param: "scopes" });
  }
  if (key.expiresAt !== undefined && key.expiresAt <= now) {
    throw new DomainError("BAD_REQUEST", "A key must expire in the future", { param: "expiresAt" });
  }
}
