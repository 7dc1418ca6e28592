// Which application and directory the person signs in with, and where Graph and its sign-in service are.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Login, World } from "../provider.ts";

/** Microsoft's own, an organisation's, or a local stand-in for tests. */
export interface GraphConfig {
  /** Id of the app's registration (Microsoft: application or client id). */
  readonly clientId: string;
  /** A directory's id or domain, or `common`, `organizations`, `consumers`. */
  readonly tenant: string;
  /** Where Graph is, without a slash at its end. */
  readonly graphUrl: string;
  /** A local server that stands in for login.microsoftonline.com, without a slash at its end. */
  readonly loginUrl?: string;
}

/** Stands where the project's own registration belongs: Cadran is not registered at Microsoft yet, so the real service
 *  knows no such application. Until it is, a client id is given with the account or in the environment. */
const PLACEHOLDER_CLIENT_ID = "00000000-0000-4000-8000-000000000000";

const LOGIN_ORIGIN = "https://login.microsoftonline.com";
const GRAPH_ORIGIN = "https://graph.microsoft.com";

/** Delegated permissions of Graph; more are asked for when more is used (learn.microsoft.com/graph/permissions-reference). */
export const SCOPES: readonly string[] = ["User.Read", "Calendars.ReadWrite"];

/** Mail over IMAP and SMTP with XOAUTH2; another resource than Graph, so a token of its own behind the same sign-in
 *  (learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth). */
export const MAIL_SCOPES: readonly string[] = [
  "https://outlook.office.com/IMAP.AccessAsUser.All",
  "https://outlook.office.com/SMTP.Send",
];

/** Is it Microsoft's own service, and not one that stands in for it on this computer? */
export function isReal(config: GraphConfig): boolean {
  return config.loginUrl === undefined && config.graphUrl === GRAPH_ORIGIN;
}

/** What the account says, else the environment (`CADRAN_MICROSOFT_CLIENT_ID`, `CADRAN_MICROSOFT_TENANT`), else the defaults.
 *  `CADRAN_GRAPH_URL` and `CADRAN_LOGIN_URL` put a server on this computer in Microsoft's place.
 *  @throws Failure invalid-input for a server elsewhere, or a tenant that is no name */
export function configOf(login: Pick<Login, "clientId" | "tenant">, env: World["env"]): GraphConfig {
  const tenant = login.tenant || env.CADRAN_MICROSOFT_TENANT || "common";
  // The tenant becomes a part of the authority's path.
  if (!/^\w[\w.-]{0,119}$/.test(tenant)) throw new Failure("invalid-input", { detail: "the tenant is not a name" });
  const loginUrl = localUrl("CADRAN_LOGIN_URL", env.CADRAN_LOGIN_URL);
  return {
    clientId: login.clientId || env.CADRAN_MICROSOFT_CLIENT_ID || PLACEHOLDER_CLIENT_ID,
    tenant,
    // Graph's address is often written with its version.
    graphUrl: localUrl("CADRAN_GRAPH_URL", env.CADRAN_GRAPH_URL)?.replace(/\/v1\.0$/, "") ?? GRAPH_ORIGIN,
    ...(loginUrl !== undefined && { loginUrl }),
  };
}

/** Tokens must not leave for a host that an environment variable names, so only this computer is accepted. */
function localUrl(name: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isLocal = url !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (!isLocal || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new Failure("invalid-input", {
      detail: `${name} must be an address of this computer, http://127.0.0.1:PORT`,
    });
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** MSAL's authority. Always Microsoft's own, which it knows without asking; `reroute` leads it elsewhere. */
export function authorityOf(config: GraphConfig): string {
  return `${LOGIN_ORIGIN}/${config.tenant}`;
}

/** An address of the sign-in service as it is reached: the same, or on the local server. */
export function reroute(config: GraphConfig, url: string): string {
  const { origin, pathname, search } = new URL(url);
  return config.loginUrl !== undefined && origin === LOGIN_ORIGIN ? config.loginUrl + pathname + search : url;
}

/** Whether this application can exist where it is going to be asked for. */
export function isRegistered(config: GraphConfig): boolean {
  return config.clientId !== PLACEHOLDER_CLIENT_ID || config.loginUrl !== undefined;
}

/** The page where an administrator approves the app for the whole organisation
 *  (learn.microsoft.com/entra/identity-platform/v2-admin-consent). */
export function consentUrl(config: GraphConfig): string {
  const isOne = !["common", "organizations", "consumers"].includes(config.tenant);
  const page = new URL(`${LOGIN_ORIGIN}/${isOne ? config.tenant : "organizations"}/v2.0/adminconsent`);
  page.searchParams.set("client_id", config.clientId);
  page.searchParams.set("scope", SCOPES.map((scope) => `${GRAPH_ORIGIN}/${scope}`).join(" "));
  page.searchParams.set("redirect_uri", "http://localhost");
  return reroute(config, page.href);
}
