/**
 * A delivery would have reached an address that the operator has not opened. It does not name the address: what the
 * inside looks like is nothing to tell a subscriber.
 */
export class ForbiddenAddressError extends Error {
  constructor() {
    super(
      "The endpoint is not at a public address, and LEDGERPORT_WEBHOOK_ALLOW_NETWORKS does not name its network",
    );
    this.name = "ForbiddenAddressError";
  }
}
