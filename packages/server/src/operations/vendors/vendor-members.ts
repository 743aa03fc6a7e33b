import type { VendorCreate } from "@ledgerport/contract";

/** What a request says of a vendor, without further members that clients send and the API ignores (contract 1). */
export function vendorMembers(body: VendorCreate) {
  const { name, defaultCurrency, accountingSystem, code, country, externalId } = body;
  const { registrationNumber, taxRegistrationNumber } = body;
  return {
    name,
    defaultCurrency,
    accountingSystem,
    code,
    country,
    externalId,
    registrationNumber,
    taxRegistrationNumber,
  };
}
