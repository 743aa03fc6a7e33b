import { RowFault } from "../mapping/fault.ts";
import type { JsonObject } from "../mapping/json.ts";

/** What a file can say of a vendor (contract 5), in the order in which people are shown it. */
export const VENDOR_MEMBERS = [
  "code",
  "externalId",
  "name",
  "defaultCurrency",
  "country",
  "registrationNumber",
  "taxRegistrationNumber",
  "accountingSystem",
] as const;

/** One of them. */
export type VendorMember = (typeof VENDOR_MEMBERS)[number];

/** What is known of a vendor. */
export type VendorMembers = { [Member in VendorMember]?: string | undefined };

/** Members that no vendor can be without. */
const REQUIRED = ["name", "defaultCurrency"] as const;

const upTo = (most: number) => ({
  fits: new RegExp(`^.{1,${most}}$`, "su"),
  says: `at most ${most} characters`,
});

/** What the server takes (contract 5). Known here too because a dry run asks no server, and must not promise too much. */
const RULES: Readonly<Record<VendorMember, { fits: RegExp; says: string }>> = {
  code: upTo(100),
  externalId: upTo(100),
  name: upTo(200),
  defaultCurrency: { fits: /^[A-Z]{3}$/, says: "three capital letters (ISO 4217)" },
  country: { fits: /^[A-Z]{2}$/, says: "two capital letters (ISO 3166-1)" },
  registrationNumber: upTo(100),
  taxRegistrationNumber: upTo(100),
  accountingSystem: upTo(200),
};

/** The vendor that a mapped row names, where the mapping has the members `mapped`. Throws RowFault. */
export function vendorMembers(row: JsonObject, mapped: ReadonlySet<VendorMember>): VendorMembers {
  const members: VendorMembers = {};
  for (const member of VENDOR_MEMBERS) {
    const value = row[member];
    if (value === undefined) continue;
    const { fits, says } = RULES[member];
    if (typeof value !== "string") throw new RowFault(`${member} must be text`);
    if (!fits.test(value)) throw new RowFault(`${member} must be ${says}, not "${value}"`);
    members[member] = value;
  }
  if (members.code === undefined && members.externalId === undefined) {
    throw new RowFault("has neither code nor externalId: it could not be recognised next time");
  }
  const missing = REQUIRED.find((member) => mapped.has(member) && members[member] === undefined);
  if (missing !== undefined) throw new RowFault(`has no ${missing}`);
  return members;
}
