import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createAddressGuard } from "../src/guard/address-guard.ts";
import { hostOf } from "../src/guard/endpoint-url.ts";

const isPublic = createAddressGuard([]);

/** First and last address of each network, and one from the middle of some. */
const INTERNAL = {
  "this network": ["0.0.0.0", "0.1.2.3", "0.255.255.255"],
  "private use": [
    "10.0.0.0",
    "10.255.255.255",
    "172.16.0.0",
    "172.31.255.255",
    "192.168.0.0",
    "192.168.255.255",
  ],
  "shared by carriers": ["100.64.0.0", "100.127.255.255"],
  loopback: ["127.0.0.1", "127.255.255.255", "::1"],
  "link-local": ["169.254.0.0", "169.254.169.254", "169.254.255.255", "fe80::1", "fe80::1%eth0", "febf::1"],
  "protocol assignments": ["192.0.0.0", "192.0.0.170", "192.0.0.255", "2001::", "2001:1ff:ffff::"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1", "3fff:fff:ffff::"],
  "6to4 relays": ["192.88.99.1"],
  benchmarking: ["198.18.0.0", "198.19.255.255", "2001:2::1"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1"],
  reserved: ["240.0.0.0", "255.255.255.254"],
  broadcast: ["255.255.255.255"],
  unspecified: ["::"],
  "unique local": ["fc00::1", "fdff:ffff::1"],
  "site-local": ["fec0::1"],
  "discard only": ["100::1"],
  "segment routing": ["5f00::1"],
  "not assigned": ["4000::1", "8000::1"],
  "mapped IPv4": ["::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:a9fe:a9fe", "0:0:0:0:0:ffff:7f00:1"],
  "compatible IPv4": ["::127.0.0.1", "::8.8.8.8"],
  "translated IPv4": ["::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8"],
  "NAT64 of an internal address": ["64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe"],
  "local-use NAT64": ["64:ff9b:1::1", "64:ff9b:1:ffff::8.8.8.8"],
  "6to4": ["2002:7f00:1::1", "2002:a00:1::", "2002:808:808::1"],
  Teredo: ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
} as const;

for (const [kind, addresses] of Object.entries(INTERNAL)) {
  test(`no delivery goes to an address of this kind: ${kind}`, () => {
    for (const address of addresses) assert.equal(isPublic(address), false, address);
  });
}

test("deliveries go to public addresses, right up to the edges of the special ones", () => {
  const edges = [
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
  ];
  const more = [
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "198.17.255.255",
    "223.255.255.255",
  ];
  const ipv6 = ["2000::1", "2001:200::1", "2606:4700::1111", "2a00:1450:4001::1", "3ffe::1"];
  const embedded = ["::ffff:8.8.8.8", "64:ff9b::8.8.8.8"];
  for (const address of [...edges, ...more, ...ipv6, ...embedded])
    assert.equal(isPublic(address), true, address);
});

test("an IPv4 address is judged the same however IPv6 writes it", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.equal(isPublic(`::ffff:${address}`), isPublic(address));
      assert.equal(isPublic(`64:ff9b::${address}`), isPublic(address));
    }),
  );
});

test("what is no address is refused", () => {
  for (const text of [
    "",
    "localhost",
    "example.com",
    "127.1",
    "2130706433",
    "0x7f.1",
    "8.8.8.8/32",
    "[::1]",
  ]) {
    assert.equal(isPublic(text), false, text);
  }
});

test("an operator opens networks and single addresses, and nothing beside them", () => {
  const guard = createAddressGuard(["10.1.0.0/16", "192.168.7.7", " fd00:1::/32 ", "::1"]);
  const open = [
    "10.1.0.0",
    "10.1.255.255",
    "::ffff:10.1.2.3",
    "192.168.7.7",
    "fd00:1:2::3",
    "::1",
    "8.8.8.8",
  ];
  for (const address of open) assert.equal(guard(address), true, address);
  const closed = [
    "10.0.255.255",
    "10.2.0.0",
    "192.168.7.8",
    "fd00:2::1",
    "::2",
    "127.0.0.1",
    "64:ff9b::a01:203",
  ];
  for (const address of closed) assert.equal(guard(address), false, address);
});

test("a network that is none is refused at the start", () => {
  for (const text of [
    "",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0/8",
    "fd00::/129",
    "internal",
    "10.0.0.0/-1",
    "10.0.0.0/8x",
    "fe80::1%eth0/64",
    "10.0.0.0/8/8",
  ]) {
    assert.throws(
      () => createAddressGuard([text]),
      { name: "RangeError", message: /is not a network/ },
      text,
    );
  }
});

test("no spelling of an address in a URL hides where it leads", () => {
  const spellings = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://１２７.0.0.1/",
    "http://%31%32%37.0.0.1/",
    "http://127。0。0。1/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://0/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://user@169.254.169.254/",
    "http://8.8.8.8@127.0.0.1/",
    "http://127.0.0.1\\@8.8.8.8/",
  ];
  for (const spelling of spellings) {
    const { host, isAddress } = hostOf(new URL(spelling));
    assert.ok(isAddress, `${spelling} is an address`);
    assert.equal(isPublic(host), false, spelling);
  }
  assert.deepEqual(hostOf(new URL("https://hooks.example.com./")), {
    host: "hooks.example.com.",
    isAddress: false,
  });
});
