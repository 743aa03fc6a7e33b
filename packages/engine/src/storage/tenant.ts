/**
 * Whose rows a connection may touch: one company's, or (for the sweeps, the keys and the tenants themselves) all.
 * The database enforces it by row-level security, as the second wall behind the WHERE clauses.
 */
export type Tenant = { readonly companyId: string } | "system";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What a transaction for the tenant begins with. Throws RangeError as `tenantSetting`. */
export function beginning(tenant: Tenant): string {
  return `BEGIN; SET LOCAL ledgerport.company = '${tenantSetting(tenant)}'`;
}

/** The value of the `ledgerport.company` setting. Throws RangeError on an id that is not a lower-case UUID. */
export function tenantSetting(tenant: Tenant): string {
  if (tenant === "system") return "*";
  if (!UUID.test(tenant.companyId)) throw new RangeError("A tenant's id must be a lower-case UUID");
  return tenant.companyId;
}
