// Finds mail servers by an address: what is known of the provider, what the domain itself says, what DNS says, and what its
// servers are usually called (mail rule T4). Everything over TLS, nothing with a password.
import type { FoundMailServers, MailEndpoint } from "../../../src-preload/contract/accounts.ts";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { HttpClient } from "../../ports.ts";
import type { World } from "../provider.ts";
import type { FoundServers, ServerFinder } from "../server-finder.ts";
import { readAutoconfig } from "./document.ts";
import { presetOfDomain, presetOfExchanger } from "./presets.ts";
import { type Probe, probe } from "./probe.ts";

const ASK_MS = 8_000;
const MAX_REDIRECTS = 3;

/** The real one. */
export const serverFinder: ServerFinder = createServerFinder(probe);

/** @param looks how it is found out whether a server answers */
export function createServerFinder(looks: Probe): ServerFinder {
  return {
    async find(address, { caFile }, world, signal) {
      const domain = domainOf(address);
      const preset = presetOfDomain(domain);
      if (preset) return [preset];
      const exchangers = (await world.net.mx?.(domain, signal)) ?? [];
      const hosted = exchangers.map(presetOfExchanger).find((one) => one !== undefined);
      const [told, named] = await Promise.all([
        autoconfig(world, address, domain, caFile, signal),
        byService(world, domain, signal),
      ]);
      const found = [hosted, told, named].filter((one) => one !== undefined);
      if (found.length > 0) return found;
      const guess = await guessed(looks, [domain, ...exchangers.map(withoutFirst)], caFile, signal);
      if (signal.aborted) throw new Failure("cancelled");
      return guess ? [guess] : [];
    },
  };
}

/** As DNS spells it. @throws Failure invalid-input */
function domainOf(address: string): string {
  const given = /^[^@\s]+@([^@\s]+)$/.exec(address.trim())?.[1];
  const domain = given && URL.parse(`https://${given}/`)?.hostname;
  if (!domain || !/^[a-z\d-]+(?:\.[a-z\d-]+)+$/.test(domain))
    throw new Failure("invalid-input", { detail: "not an address" });
  return domain;
}

/** What the domain itself publishes. */
async function autoconfig(
  { net }: World,
  address: string,
  domain: string,
  caFile: string | undefined,
  signal: AbortSignal,
): Promise<FoundServers | undefined> {
  const who = `?emailaddress=${encodeURIComponent(address)}`;
  const urls = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml${who}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
  ];
  const http = net.http(caFile === undefined ? {} : { caFile });
  try {
    const texts = await Promise.all(urls.map((url) => document(http, url, signal)));
    const found = texts.map((xml) => xml && readAutoconfig(xml, address)).find((one) => one);
    return found ? { ...found, source: "autoconfig" } : undefined;
  } finally {
    await http.close();
  }
}

/** Over https alone, redirects included; whatever goes wrong, there is none. */
async function document(http: HttpClient, url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    for (let at = url, hop = 0; hop <= MAX_REDIRECTS; hop++) {
      if (!at.startsWith("https://")) return undefined;
      const headers = { accept: "text/xml, application/xml" };
      const request = { method: "GET", url: at, headers, timeoutMs: ASK_MS, maxBytes: 256 * 1024 };
      const answer = await http.request(request, signal);
      if (answer.status === 200) return answer.body;
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status > 399 || location === undefined) return undefined;
      at = URL.parse(location, at)?.href ?? "";
    }
  } catch (error) {
    if (signal.aborted) throw error;
  }
  return undefined;
}

/** RFC 6186, RFC 8314 §5.1: what is encrypted from the first byte comes first. */
async function byService({ net }: World, domain: string, signal: AbortSignal): Promise<FoundServers | undefined> {
  const ask = async (service: string, security: MailEndpoint["security"]) => {
    const found = await net.srv(`${service}._tcp.${domain}`, signal);
    // A single dot: there is no such service.
    const named = found.find(({ host }) => host.replace(/\.$/, "") !== "");
    return named && { host: named.host.replace(/\.$/, "").toLowerCase(), port: named.port, security };
  };
  const [imaps, imap, submissions, submission] = await Promise.all([
    ask("_imaps", "tls"),
    ask("_imap", "starttls"),
    ask("_submissions", "tls"),
    ask("_submission", "starttls"),
  ]);
  const reading = imaps ?? imap;
  const sending = submissions ?? submission;
  return reading && sending && { imap: reading, smtp: sending, source: "srv" };
}

/** What the servers of a domain are usually called: the first of each kind that answers. */
async function guessed(
  looks: Probe,
  domains: readonly string[],
  caFile: string | undefined,
  signal: AbortSignal,
): Promise<FoundMailServers | undefined> {
  for (const domain of [...new Set(domains)].filter((one) => one.includes("."))) {
    const names = (first: string) => [`${first}.${domain}`, `mail.${domain}`, domain];
    const [imap, smtp] = await Promise.all([
      firstThat(
        names("imap").map((host) => ({ host, port: 993, security: "tls" as const })),
        (endpoint) => looks(endpoint, "imap", caFile, signal),
      ),
      firstThat(
        names("smtp").flatMap((host) => [
          { host, port: 465, security: "tls" as const },
          { host, port: 587, security: "starttls" as const },
        ]),
        (endpoint) => looks(endpoint, "smtp", caFile, signal),
      ),
    ]);
    if (imap && smtp) return { imap, smtp, source: "guess" };
  }
  return undefined;
}

/** All are asked at once; the first in the list that answers is it. */
async function firstThat(
  endpoints: readonly MailEndpoint[],
  answers: (endpoint: MailEndpoint) => Promise<boolean>,
): Promise<MailEndpoint | undefined> {
  const found = await Promise.all(endpoints.map(answers));
  return endpoints.find((_, n) => found[n]);
}

/** `mx1.example.com` is one of example.com's. */
const withoutFirst = (host: string) =>
  host
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^[^.]+\./, "");
