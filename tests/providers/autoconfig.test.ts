// Finding mail servers by an address: who is asked, who is believed, and that nothing in the clear is.
import { describe, expect, it, onTestFinished } from "vitest";
import type { HttpResponse, Net } from "../../src-main/ports.ts";
import { readAutoconfig } from "../../src-main/providers/autoconfig/document.ts";
import { createServerFinder } from "../../src-main/providers/autoconfig/index.ts";
import { probe } from "../../src-main/providers/autoconfig/probe.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { missingMail, startMail } from "../servers/mail.ts";
import { testWorld } from "./world.ts";

const signal = new AbortController().signal;
const server = (
  type: "imap" | "smtp",
  more: { host?: string; port?: number; socket?: string; user?: string; how?: string } = {},
) => {
  const {
    host = `${type}.example.com`,
    port = type === "imap" ? 993 : 465,
    socket = "SSL",
    user = "%EMAILADDRESS%",
    how = "password-cleartext",
  } = more;
  const tag = type === "imap" ? "incomingServer" : "outgoingServer";
  return `<${tag} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType><username>${user}</username><authentication>${how}</authentication></${tag}>`;
};
const document = (...servers: readonly string[]) =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="example.com">${servers.join("")}</emailProvider></clientConfig>`;

interface Answers {
  readonly http?: Readonly<Record<string, Partial<HttpResponse>>>;
  readonly srv?: Readonly<Record<string, readonly { host: string; port: number }[]>>;
  readonly mx?: readonly string[];
  readonly answering?: readonly string[];
}

/** A finder in a world that answers so, and what it asked. */
function world({ http = {}, srv = {}, mx = [], answering = [] }: Answers) {
  const asked: string[] = [];
  const net: Net = {
    http: () => ({
      request: async ({ url }) => {
        asked.push(url);
        const known = http[url.replace(/\?.*/, "")];
        if (!known) throw new Failure("host-unknown", { host: url });
        return { status: 200, headers: {}, body: "", url, ...known };
      },
      close: async () => {},
    }),
    srv: async (name) => srv[name] ?? [],
    txt: async () => [],
    mx: async () => mx,
  };
  const probed: string[] = [];
  const finder = createServerFinder(async ({ host, port }) => {
    probed.push(`${host}:${port}`);
    return answering.includes(`${host}:${port}`);
  });
  const own = testWorld();
  onTestFinished(() => own.remove());
  return { asked, probed, find: (address: string) => finder.find(address, {}, { ...own, net }, signal) };
}

const PROVIDER = "https://autoconfig.example.com/mail/config-v1.1.xml";
const WELL_KNOWN = "https://example.com/.well-known/autoconfig/mail/config-v1.1.xml";

describe("servers of an address", () => {
  it.each([
    ["a@gmail.com", "imap.gmail.com"],
    ["a@IK.me", "mail.infomaniak.com"],
    ["a@outlook.com", "outlook.office365.com"],
    ["a@icloud.com", "imap.mail.me.com"],
    ["a@orange.fr", "imap.orange.fr"],
    ["a@proton.me", "127.0.0.1"],
  ])("of a known provider are known without asking anybody: %s", async (address, host) => {
    const { find, asked, probed } = world({});
    expect(await find(address)).toMatchObject([{ source: "preset", imap: { host } }]);
    expect([asked, probed]).toEqual([[], []]);
  });

  it("hosted by a known provider are the provider's, with its calendars", async () => {
    const { find } = world({ mx: ["mta-gw.infomaniak.ch."] });
    expect(await find("a@company.example")).toMatchObject([
      { source: "preset", imap: { host: "mail.infomaniak.com" }, calendars: "https://sync.infomaniak.com/" },
    ]);
    // A name that only ends like it is somebody else's.
    expect(await world({ mx: ["mx.notinfomaniak.ch"] }).find("a@company.example")).toEqual([]);
  });

  it("come from the domain itself over https, at either place", async () => {
    for (const url of [PROVIDER, WELL_KNOWN]) {
      const { find, asked } = world({ http: { [url]: { body: document(server("imap"), server("smtp")) } } });
      expect(await find("alice@example.com")).toMatchObject([
        { source: "autoconfig", imap: { host: "imap.example.com", port: 993, security: "tls" } },
      ]);
      expect(asked.every((one) => one.startsWith("https://"))).toBe(true);
    }
  });

  it("are not taken from where https ends", async () => {
    const { find, asked } = world({
      http: { [PROVIDER]: { status: 302, headers: { location: "http://example.com/config.xml" } } },
    });
    expect(await find("alice@example.com")).toEqual([]);
    expect(asked.filter((url) => url.startsWith("http:"))).toEqual([]);
  });

  it("come from DNS, encrypted from the first byte where that is offered", async () => {
    const srv = {
      "_imaps._tcp.example.com": [{ host: "Mail.Example.com.", port: 993 }],
      "_imap._tcp.example.com": [{ host: "old.example.com", port: 143 }],
      "_submissions._tcp.example.com": [{ host: ".", port: 0 }],
      "_submission._tcp.example.com": [{ host: "mail.example.com", port: 587 }],
    };
    expect(await world({ srv }).find("alice@example.com")).toEqual([
      {
        source: "srv",
        imap: { host: "mail.example.com", port: 993, security: "tls" },
        smtp: { host: "mail.example.com", port: 587, security: "starttls" },
      },
    ]);
  });

  it("are guessed last, by who answers", async () => {
    const { find, probed } = world({
      answering: ["mail.example.com:993", "smtp.example.com:587", "mail.example.com:465"],
    });
    expect(await find("alice@example.com")).toMatchObject([
      {
        source: "guess",
        imap: { host: "mail.example.com" },
        smtp: { host: "smtp.example.com", port: 587, security: "starttls" },
      },
    ]);
    expect(probed).not.toContain("imap.example.com:143");
  });

  it.each(["alice", "alice@", "alice@localhost", "a@b@c d", "alice@exa mple.com"])(
    "of what is no address are none: %s",
    async (address) => {
      await expect(world({}).find(address)).rejects.toMatchObject({ reason: "invalid-input" });
    },
  );
});

describe("a provider's document", () => {
  const read = (...servers: readonly string[]) => readAutoconfig(document(...servers), "alice@example.com");

  it("may call the user otherwise", () => {
    expect(read(server("imap", { user: "%EMAILLOCALPART%" }), server("smtp"))).toMatchObject({
      imap: { username: "alice" },
    });
    expect(read(server("imap"), server("smtp"))?.imap).not.toHaveProperty("username");
  });

  it("is searched for what is encrypted and takes a password", () => {
    expect(read(server("imap", { socket: "plain", port: 143 }), server("smtp"))).toBeUndefined();
    expect(read(server("imap", { how: "OAuth2" }), server("smtp"))).toBeUndefined();
    const both = read(
      server("imap", { socket: "plain", port: 143 }),
      server("imap", { socket: "STARTTLS", port: 143 }),
      server("smtp"),
    );
    expect(both?.imap).toMatchObject({ port: 143, security: "starttls" });
  });

  it.each([
    ["cut off", document(server("imap"), server("smtp")).slice(0, 200)],
    ["a web page", "<!doctype html><html><body>Hello</body></html>"],
    ["with entities", `<!DOCTYPE x [<!ENTITY a "b">]>${document(server("imap"), server("smtp"))}`],
    ["with a port of nowhere", document(server("imap", { port: 70_000 }), server("smtp"))],
    ["with a host that is none", document(server("imap", { host: "a b/c" }), server("smtp"))],
    ["empty", ""],
    ["deeply nested", "<a>".repeat(50_000)],
  ])("that is %s says nothing", (_, xml) => {
    expect(readAutoconfig(xml, "alice@example.com")).toBeUndefined();
  });
});

const skip = missingMail();
describe.skipIf(skip !== undefined)(`looking whether a server answers${skip ? ` (skipped: ${skip})` : ""}`, () => {
  it("finds real ones with a certificate to trust, and no others", async () => {
    const servers = await startMail();
    onTestFinished(() => servers.stop());
    const { imap, smtp, caFile } = servers;
    const at = (port: number, security: "tls" | "starttls") => ({ host: "localhost", port, security });
    expect(await probe(at(imap.imaps, "tls"), "imap", caFile, signal)).toBe(true);
    expect(await probe(at(imap.imap, "starttls"), "imap", caFile, signal)).toBe(true);
    expect(await probe(at(smtp.submissionsPort, "tls"), "smtp", caFile, signal)).toBe(true);
    expect(await probe(at(smtp.submissionPort, "starttls"), "smtp", caFile, signal)).toBe(true);
    // Nobody vouches for it, it is another kind of server, or nobody is there.
    expect(await probe(at(imap.imaps, "tls"), "imap", undefined, signal)).toBe(false);
    expect(await probe(at(imap.imap, "starttls"), "smtp", caFile, signal)).toBe(false);
    expect(await probe(at(1, "tls"), "imap", caFile, signal)).toBe(false);
  });
});
