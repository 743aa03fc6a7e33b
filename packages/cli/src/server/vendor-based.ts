import type { Connection } from "./connection.ts";

/**
 * Whether a job of the company is booked through its vendors when nobody says otherwise: as its bookkeeping method demands.
 * An invoice booked on the one payable account would never be cleared by a payment booked on its vendor's.
 */
export async function vendorBasedByMethod({
  client,
  call,
  companyId,
}: Pick<Connection, "client" | "call" | "companyId">): Promise<boolean> {
  const { bookkeepingMethod } = await client.platform.companies.get(await companyId(), call);
  return bookkeepingMethod === "accounts_payable";
}
