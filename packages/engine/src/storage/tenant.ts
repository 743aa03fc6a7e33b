/**
 * Whose rows a connection may touch: one company's, or (for the sweeps, the keys and the tenants themselves) all.
 * The database enforces it by row-level security, as the second wall behind the WHERE clauses.
 */
export type Tenant = { readonly companyId: string } | "system";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * How long the database lets a transaction be in the way of others: a statement of it, its waiting for a lock, and a
 * pause between two statements (a server that was stopped or cut off in the middle holds its locks no longer). With
 * units, as PostgreSQL reads them.
 */
export const PATIENCE = {
  read: { statement_timeout: "30s", idle_in_transaction_session_timeout: "10s" },
  write: { statement_timeout: "120s", idle_in_transaction_session_timeout: "10s", lock_timeout: "5s" },
} as const;

/**
 * What a transaction for the tenant begins with. All of it is set for the transaction and not for the connection, which
 * a pooler between may give to somebody else right after. Throws RangeError as `tenantSetting`.
 */
export function beginning(tenant: Tenant, purpose: "read" | "write"): string {
  const settings = Object.entries(PATIENCE[purpose]).map(([name, value]) => `SET LOCAL ${name} = '${value}'`);
  return [
    purpose === "read" ? "BEGIN READ ONLY" : "BEGIN",
    `SET LOCAL ledgerport.company = '${tenantSetting(tenant)}'`,
    ...settings,
  ].join("; ");
}

/** The tenant in whose name connections are shared out. */
export function holderOf(tenant: Tenant): string {
  return tenant === "system" ? tenant : tenant.companyId;
}

/** The value of the `ledgerport.company` setting. Throws RangeError on an id that is not a lower-case UUID. */
export function tenantSetting(tenant: Tenant): string {
  if (tenant === "system") return "*";
  if (!UUID.test(tenant.companyId)) throw new RangeError("A tenant's id must be a lower-case UUID");
  return tenant.companyId;
}
