// A local sign-in service in the shape of Microsoft Entra's, over plain http, for real MSAL with its network led here. The local
// Graph takes the tokens it issues.
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { deviceCode, devicePage } from "./devices.ts";
import { discovery, instances } from "./discovery.ts";
import { adminConsent, authorize, token } from "./endpoints.ts";
import { checkAccess, type Ledger } from "./grants.ts";
import { message } from "./pages.ts";
import { REFUSALS, type Refusal } from "./refusals.ts";
import type { Order, Page, Service } from "./service.ts";
import { COLLEAGUE, type LoginUser, PERSONAL_USER, WORK_USER } from "./users.ts";

export interface LoginOptions {
  readonly clock?: { nowMs(): number };
  /** The first signs in where nobody is named; default: a work account, a colleague's, a personal one. */
  readonly users?: readonly LoginUser[];
  /** Registered apps; default any. */
  readonly clientIds?: readonly string[];
  /** Lifetime of access tokens; default an hour. */
  readonly expiresInSeconds?: number;
  /** How often a device may ask; default every second (the real service: five). */
  readonly pollSeconds?: number;
  readonly port?: number;
}

export interface LoginRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** Of the query or the form. */
  readonly fields: Readonly<Record<string, string>>;
  status: number;
}

export interface LoginServer {
  /** Origin; stands in for https://login.microsoftonline.com. */
  readonly url: string;
  readonly users: readonly LoginUser[];
  readonly requests: readonly LoginRequest[];
  /** Orders the next answer of an endpoint; several orders are carried out one after the other. */
  next(order: Order): void;
  /** Who signs in where no request names anybody. */
  choose(address: string): void;
  /** Whether work accounts need an administrator's approval, which the adminconsent page gives. */
  needAdmin(isNeeded: boolean): void;
  /** A person's refresh tokens are refused from now on; everybody's without an address. */
  revoke(address?: string, refusal?: Refusal): void;
  /** Access tokens issued so far are refused by Graph from now on; clients believe in them. */
  expireAccessTokens(address?: string): void;
  /** Somebody types a device's code, or says no. */
  enterCode(userCode: string, address?: string): void;
  declineCode(userCode: string): void;
  /** What Graph asks about a token. */
  check(token: string): { readonly user: LoginUser; readonly claims?: string } | { readonly refused: string };
  /** Every token issued so far, to look for in files and logs. */
  tokens(): readonly string[];
  stop(): Promise<void>;
}

/** Starts one on a free loopback port. */
export async function startLogin(options: LoginOptions = {}): Promise<LoginServer> {
  const clock = options.clock ?? { nowMs: () => Date.now() };
  const users = options.users ?? [WORK_USER, COLLEAGUE, PERSONAL_USER];
  const ledger: Ledger = {
    codes: new Map(),
    access: new Map(),
    refresh: new Map(),
    devices: new Map(),
    nowMs: () => clock.nowMs(),
    expiresInSeconds: options.expiresInSeconds ?? 3600,
  };
  const requests: LoginRequest[] = [];
  const service: Service = {
    ledger,
    users,
    orders: [],
    chosen: users[0] ?? WORK_USER,
    needsAdmin: false,
    ...(options.clientIds && { clientIds: options.clientIds }),
    pollSeconds: options.pollSeconds ?? 1,
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    requests.push(asked);
    const { status, headers, body } = route(service, asked);
    asked.status = status;
    const type = typeof body === "object" ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
    const id = { "x-ms-request-id": "00000000-0000-4000-8000-000000000000" };
    response.writeHead(status, { "Content-Type": type, ...id, ...headers });
    response.end(typeof body === "object" ? JSON.stringify(body) : body);
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: service.url(),
    users,
    requests,
    ...controls(service),
    check: (text) => checkAccess(ledger, text),
    tokens: () => [...ledger.access.keys(), ...ledger.refresh.keys()],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Controls = Pick<
  LoginServer,
  "next" | "choose" | "needAdmin" | "revoke" | "expireAccessTokens" | "enterCode" | "declineCode"
>;

function controls(service: Service): Controls {
  const { ledger } = service;
  const user = (address: string) => {
    const found = service.users.find((one) => one.address.toLowerCase() === address.toLowerCase());
    if (!found) throw new Error(`nobody is called ${address}`);
    return found;
  };
  const device = (code: string) => {
    const found = [...ledger.devices.values()].find(({ userCode }) => userCode === code);
    if (!found) throw new Error(`no device waits for ${code}`);
    return found;
  };
  const isMeant = (one: { readonly user: LoginUser }, address: string | undefined) =>
    address === undefined || one.user === user(address);
  return {
    next: (one) => void service.orders.push(one),
    choose: (address) => {
      service.chosen = user(address);
    },
    needAdmin: (isNeeded) => {
      service.needsAdmin = isNeeded;
    },
    revoke: (address, refusal = REFUSALS.passwordChanged) => {
      for (const one of ledger.refresh.values()) if (isMeant(one, address)) one.refusal = refusal;
    },
    expireAccessTokens: (address) => {
      for (const one of ledger.access.values()) if (isMeant(one, address)) one.isRevoked = true;
    },
    enterCode: (code, address) => {
      device(code).outcome = address === undefined ? service.chosen : user(address);
    },
    declineCode: (code) => {
      device(code).outcome = "declined";
    },
  };
}

async function read(request: IncomingMessage): Promise<LoginRequest> {
  const { method = "GET", url = "/" } = request;
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const [path = "/", query = ""] = url.split("?", 2);
  const fields = new URLSearchParams(method === "POST" ? Buffer.concat(parts).toString("utf8") : query);
  return { method, path, fields: Object.fromEntries(fields), status: 0 };
}

function route(service: Service, { method, path, fields }: LoginRequest): Page {
  const [, tenant = "", endpoint = ""] = /^\/([^/]+)\/(.*)$/.exec(path) ?? [];
  switch (`${method} ${endpoint}`) {
    case "GET oauth2/v2.0/authorize":
      return authorize(service, tenant, fields);
    case "POST oauth2/v2.0/token":
      return token(service, fields);
    case "POST oauth2/v2.0/devicecode":
      return deviceCode(service, fields);
    case "GET v2.0/adminconsent":
      return adminConsent(service, tenant, fields);
    case "GET v2.0/.well-known/openid-configuration":
      return discovery(service, tenant);
    case "GET discovery/instance":
      return instances(service);
    case "GET discovery/v2.0/keys":
      return { status: 200, body: { keys: [] } };
    case "GET oauth2/v2.0/logout":
      return { status: 200, body: message("Signed out", "You signed out of your account.") };
    case "POST oauth2/deviceauth":
      return devicePage(service, method, fields);
  }
  if (/^\/(devicelogin|common\/oauth2\/deviceauth)$/.test(path)) return devicePage(service, method, fields);
  return { status: 404, body: message("Not found", "AADSTS90002: no such page.") };
}
