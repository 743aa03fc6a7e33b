import { BlockList, isIP } from "node:net";
import {
  GLOBAL_UNICAST_IPV6,
  MAPPED_IPV4,
  NAT64_PREFIX,
  SPECIAL_IPV4,
  SPECIAL_IPV6,
} from "./special-networks.ts";

/** Whether a delivery may go to an IP address; false for a text that is none. */
export type AddressGuard = (address: string) => boolean;

/*
 * Node's own list, because it reads addresses with the same parser as its sockets do: a library that takes
 * `::8.8.8.8` for `::ffff:8.8.8.8` (one did) judges another address than the one that is connected to. It matches an
 * IPv4-mapped IPv6 address with the IPv4 networks.
 */
const special = networkList([
  ...SPECIAL_IPV4,
  ...SPECIAL_IPV6,
  // What NAT64 would translate into a special IPv4 address.
  ...SPECIAL_IPV4.map(throughNat64),
]);
const possible = networkList(["0.0.0.0/0", GLOBAL_UNICAST_IPV6, MAPPED_IPV4, `${NAT64_PREFIX}/96`]);

/**
 * A guard that lets deliveries go to public addresses, and to `allowNetworks` (CIDRs or single addresses, for example
 * `10.1.0.0/16`). An IPv4-mapped address counts as the IPv4 address that the system would connect to.
 * Throws RangeError on a network that is not one.
 */
export function createAddressGuard(allowNetworks: readonly string[]): AddressGuard {
  const allowed = networkList(allowNetworks);
  return (address) => {
    const version = isIP(address);
    if (version === 0) return false;
    const family = version === 4 ? "ipv4" : "ipv6";
    if (allowed.check(address, family)) return true;
    return possible.check(address, family) && !special.check(address, family);
  };
}

function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) addNetwork(list, network.trim());
  return list;
}

function addNetwork(list: BlockList, network: string): void {
  const [, address = "", prefix] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(network) ?? [];
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  if (version === 0 || length > bits) {
    throw new RangeError(`${JSON.stringify(network)} is not a network such as 10.1.0.0/16 or fd00::/8`);
  }
  list.addSubnet(address, length, version === 4 ? "ipv4" : "ipv6");
}

function throughNat64(network: string): string {
  const [address = "", prefix] = network.split("/");
  return `${NAT64_PREFIX}${address}/${96 + Number(prefix)}`;
}
