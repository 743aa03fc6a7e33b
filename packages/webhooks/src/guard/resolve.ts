import { lookup } from "node:dns";
import { Resolver } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import { promisify } from "node:util";

/** All addresses of a host name, best first. Rejects with the resolver's error (`code`) where there is none. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

const lookupAll = promisify(lookup);

/**
 * Asks the name servers directly, and the system's resolver only for names that they don't know (the hosts file,
 * search domains). The system's resolver works on the few threads that all of Node shares: a handful of names whose
 * servers never answer would hold up everybody's deliveries.
 */
export function createResolve(): Resolve {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  return async (hostname) => {
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const found: LookupAddress[] = [
      ...(ipv4.status === "fulfilled" ? ipv4.value.map((address) => ({ address, family: 4 })) : []),
      ...(ipv6.status === "fulfilled" ? ipv6.value.map((address) => ({ address, family: 6 })) : []),
    ];
    if (found.length > 0) return found;
    if (ipv4.status === "rejected" && isTimeout(ipv4.reason)) throw ipv4.reason;
    return lookupAll(hostname, { all: true });
  };
}

function isTimeout(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ETIMEOUT";
}
