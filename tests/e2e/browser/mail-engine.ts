// The built engine, as Electron runs it, with a small internet of its own: example.test publishes its mail servers in DNS, and
// what is asked of pictures.example.test goes to a server on this machine. What CADRAN_ENGINE_ENTRY names where mail is tried.
import dns from "node:dns";
import { Resolver } from "node:dns/promises";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";

/** What CADRAN_TEST_NET holds, as JSON. */
export interface TestNet {
  /** Ports of the services of example.test, by the name of their SRV record. */
  readonly srv: Readonly<Record<string, number>>;
  /** Port behind https://pictures.example.test. */
  readonly pictures: number;
}

const net: TestNet = JSON.parse(process.env.CADRAN_TEST_NET ?? '{"srv":{},"pictures":0}');
const nothing = () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));

// No name leaves this machine.
Resolver.prototype.resolveSrv = async (name) => {
  const port = net.srv[name];
  return port === undefined ? nothing() : [{ name: "localhost", port, priority: 0, weight: 0 }];
};
Resolver.prototype.resolveMx = nothing;
Resolver.prototype.resolveTxt = nothing;

type Done = (error: Error | null, address?: unknown, family?: number) => void;
const realLookup = dns.lookup;
dns.lookup = ((name: string, options: object, done: Done) => {
  if (/^(localhost|[\d.]+|::1)$/.test(name)) return realLookup(name, options, done as never);
  queueMicrotask(() => done(Object.assign(new Error(`no ${name} here`), { code: "ENOTFOUND" })));
}) as typeof dns.lookup;
syncBuiltinESMExports();

interface Wanted {
  host?: string;
  port?: number | string;
  lookup?: unknown;
}
const realConnect = Socket.prototype.connect;
Socket.prototype.connect = function connect(this: Socket, ...given: unknown[]) {
  const [first] = given;
  const wanted = (Array.isArray(first) ? first[0] : first) as Wanted;
  if (wanted?.host === "pictures.example.test") Object.assign(wanted, { host: "127.0.0.1", port: net.pictures });
  return realConnect.apply(this, given as never);
} as typeof realConnect;

await import(new URL("../../../out/main/process.js", import.meta.url).href);
