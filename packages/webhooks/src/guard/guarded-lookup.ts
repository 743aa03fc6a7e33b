import type { LookupFunction } from "node:net";
import type { AddressGuard } from "./address-guard.ts";
import { ForbiddenAddressError } from "./forbidden-address.ts";
import type { Resolve } from "./resolve.ts";

/**
 * A `lookup` for sockets that knows only addresses that the guard lets through. As the socket connects to what it
 * answers, a name can't resolve to one address when it is checked and to another one when it is used. Sockets don't
 * call it for a host that is an address itself: check those before.
 */
export function guardedLookup(resolve: Resolve, isAllowed: AddressGuard): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => isAllowed(address));
        const [first] = allowed;
        if (first === undefined) callback(new ForbiddenAddressError(), []);
        else if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), []),
    );
  };
}
