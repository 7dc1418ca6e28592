// The document in which a provider tells programs its servers (Thunderbird's autoconfig, clientConfig 1.1).
import { XMLParser } from "fast-xml-parser";
import { MailEndpoint } from "../../../src-preload/contract/accounts.ts";

const MAX_LENGTH = 256 * 1024;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  // No entity of a DOCTYPE is ever expanded.
  processEntities: false,
  isArray: (name) => ["incomingServer", "outgoingServer", "authentication"].includes(name),
});

type Raw = Readonly<Record<string, unknown>>;

/** The first IMAP and the first SMTP server with TLS that a password opens; undefined when it names no such pair. Never throws.
 *  @param address fills `%EMAILADDRESS%` and its like */
export function readAutoconfig(
  xml: string,
  address: string,
): { readonly imap: MailEndpoint; readonly smtp: MailEndpoint } | undefined {
  if (xml.length > MAX_LENGTH || /<!DOCTYPE|<!ENTITY/i.test(xml)) return undefined;
  const provider = providerIn(xml);
  const imap = first(provider?.incomingServer, "imap", address);
  const smtp = first(provider?.outgoingServer, "smtp", address);
  return imap && smtp && { imap, smtp };
}

function providerIn(xml: string): Raw | undefined {
  try {
    const { clientConfig } = parser.parse(xml) as Raw;
    const found = objectOf(clientConfig)?.emailProvider;
    return objectOf(Array.isArray(found) ? found[0] : found);
  } catch {
    return undefined;
  }
}

function first(servers: unknown, type: string, address: string): MailEndpoint | undefined {
  const all = (Array.isArray(servers) ? servers : []).map(objectOf).filter((one) => one?.["@type"] === type);
  return all.map((one) => endpointOf(one ?? {}, address)).find((one) => one !== undefined);
}

function endpointOf(server: Raw, address: string): MailEndpoint | undefined {
  const socket = textOf(server.socketType).toUpperCase();
  const security = socket === "SSL" || socket === "TLS" ? "tls" : socket === "STARTTLS" ? "starttls" : undefined;
  const ways = (Array.isArray(server.authentication) ? server.authentication : []).map(textOf);
  const takesPassword = ways.length === 0 || ways.some((way) => /^(?:plain|password)/.test(way));
  const host = fill(textOf(server.hostname), address).toLowerCase();
  const username = fill(textOf(server.username), address);
  if (security === undefined || !takesPassword || !/^[a-z\d.-]+$/.test(host)) return undefined;
  const found = { host, port: Number(textOf(server.port)), security };
  // As the address anyway: then there is nothing to say.
  const named = username !== "" && username.toLowerCase() !== address.toLowerCase() && !username.includes("%");
  const endpoint = MailEndpoint.safeParse({ ...found, ...(named && { username }) });
  return endpoint.success ? endpoint.data : undefined;
}

function fill(text: string, address: string): string {
  const at = address.lastIndexOf("@");
  return text
    .replaceAll("%EMAILADDRESS%", address)
    .replaceAll("%EMAILLOCALPART%", address.slice(0, at))
    .replaceAll("%EMAILDOMAIN%", address.slice(at + 1));
}

function objectOf(value: unknown): Raw | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : undefined;
}

function textOf(value: unknown): string {
  const text = objectOf(value)?.["#text"] ?? value;
  return typeof text === "string" ? text.trim() : "";
}
