// Mail servers as people type them. Pure.
import type { MailEndpoint } from "../../src-preload/contract/accounts.ts";

/** A mail server as typed. */
export interface TypedServer {
  readonly host: string;
  readonly port: string;
  readonly security: MailEndpoint["security"];
}

/** The two servers of a mail account. */
export interface TypedServers {
  readonly imap: TypedServer;
  readonly smtp: TypedServer;
}

/** The server as the contract has it; undefined when its name or its port is none. */
export function endpointOf({ host, port, security }: TypedServer): MailEndpoint | undefined {
  const number = Number(port);
  const isPort = /^\d{1,5}$/.test(port) && number >= 1 && number <= 65_535;
  return isPort && /^[\p{L}\d.:[\]-]+$/u.test(host.trim()) ? { host: host.trim(), port: number, security } : undefined;
}

/** As it is typed. */
export const typedServer = ({ host, port, security }: MailEndpoint): TypedServer => ({
  host,
  port: String(port),
  security,
});

/** The ports that are usual (RFC 8314, RFC 6409). */
export function usualPort(kind: keyof TypedServers, security: MailEndpoint["security"]): string {
  if (kind === "imap") return security === "tls" ? "993" : "143";
  return security === "tls" ? "465" : "587";
}
