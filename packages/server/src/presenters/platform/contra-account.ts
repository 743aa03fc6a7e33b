import type { ContraAccount } from "@ledgerport/engine";

/** The account that pays in one wallet currency; what it lacks is left out. */
export function presentContraAccount({ id, currency, name, code, identifier }: ContraAccount) {
  return {
    id,
    currency,
    name,
    ...(code === null ? {} : { code }),
    ...(identifier === null ? {} : { identifier }),
  };
}
