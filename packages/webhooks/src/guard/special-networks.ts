/**
 * IPv4 networks that nobody outside may be sent to: what IANA's IPv4 Special-Purpose Address Registry (RFC 6890) does
 * not mark as globally reachable, and multicast.
 */
export const SPECIAL_IPV4 = [
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private use
  "100.64.0.0/10", // shared address space of carriers
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local, where clouds keep their metadata
  "172.16.0.0/12", // private use
  "192.0.0.0/24", // IETF protocol assignments
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // 6to4 relay anycast, deprecated
  "192.168.0.0/16", // private use
  "198.18.0.0/15", // benchmarking
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, with the limited broadcast 255.255.255.255
] as const;

/** The only IPv6 space out of which public addresses are given (IANA IPv6 Global Unicast Address Assignments). */
export const GLOBAL_UNICAST_IPV6 = "2000::/3";

/** What is special within it (IANA's IPv6 Special-Purpose Address Registry). */
export const SPECIAL_IPV6 = [
  "2001::/23", // IETF protocol assignments: Teredo, benchmarking, ORCHID
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4: carries any IPv4 address
  "3fff::/20", // documentation
] as const;

/** IPv4 addresses as IPv6 sockets write them. */
export const MAPPED_IPV4 = "::ffff:0:0/96";

/** NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is reached. How IPv6-only hosts reach IPv4. */
export const NAT64_PREFIX = "64:ff9b::";
