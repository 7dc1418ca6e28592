// Which addresses belong to this computer or to a private network: a site of the open web must not send requests there.
import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const PRIVATE = new BlockList();
// RFC 6890 and the registries it began: loopback, private, link-local, shared, tests, multicast, reserved.
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv6");

/** Is this an IP address, brackets allowed, of this computer or of a private network? A name is none. */
export function isPrivateAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, "");
  const family = isIP(address);
  // A BlockList sees the IPv4 address inside `::ffff:127.0.0.1` by itself.
  return family !== 0 && PRIVATE.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** A look-up for sockets that finds public addresses only; error `EPRIVATE` when a name has no other. */
export const publicLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const open = found?.filter(({ address }) => !isPrivateAddress(address)) ?? [];
    const [first] = open;
    if (error) done(error, []);
    else if (!first) done(Object.assign(new Error("only private addresses"), { code: "EPRIVATE" }), []);
    else if (options.all) done(null, open);
    else done(null, first.address, first.family);
  });
};
