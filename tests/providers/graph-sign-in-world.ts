// A world for sign-ins: a keychain that keeps, a clock that moves on demand, a browser that does what the test says, and a
// network that answers as it is told to. MSAL itself is the real one.
import { memoryVault } from "../../src-main/host/vault/memory.ts";
import type { HttpRequest, HttpResponse, Net, Vault } from "../../src-main/ports.ts";
import type { GraphConfig } from "../../src-main/providers/graph/config.ts";
import { type Tokens, tokensFor } from "../../src-main/providers/graph/tokens.ts";
import type { Login, World } from "../../src-main/providers/provider.ts";
import type { SignIn } from "../../src-preload/contract/accounts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";

export const CONFIG: GraphConfig = {
  clientId: "11111111-2222-4333-8444-555555555555",
  tenant: "common",
  graphUrl: "https://graph.microsoft.com",
};

/** What a person can be. */
export interface Person {
  readonly oid: string;
  readonly tid: string;
  readonly address: string;
}
export const WORK: Person = {
  oid: "aaaaaaaa-0000-4000-8000-000000000001",
  tid: "cccccccc-0000-4000-8000-000000000001",
  address: "claire@contoso.example.com",
};
export const PERSONAL: Person = {
  oid: "00000000-0000-0000-1111-222222222222",
  tid: "9188040d-6c67-4c5b-b112-36a304b66dad",
  address: "marc@outlook.example.com",
};
export const usernameOf = ({ oid, tid }: Person) => `${oid}.${tid}`;

export interface Asked extends HttpRequest {
  readonly form: URLSearchParams;
  readonly signal: AbortSignal;
}
/** What the network does with a request; undefined lets the next answer it. */
type Script = (request: Asked) => Partial<HttpResponse> | undefined | Promise<Partial<HttpResponse> | undefined>;

export interface ScriptedService {
  readonly net: Net;
  /** Every request, oldest first. */
  readonly asked: Asked[];
  /** Answers before the service does, until it answers undefined. */
  script: Script | undefined;
  /** Who signs in next. */
  person: Person;
  /** Every token issued. */
  readonly issued: string[];
}

/** The token endpoints of the sign-in service, without the pages. */
export function scriptedService(): ScriptedService {
  const service: ScriptedService = {
    asked: [],
    issued: [],
    script: undefined,
    person: WORK,
    net: {
      http: () => ({
        request: async (request, signal) => {
          if (signal.aborted) throw new Failure("cancelled");
          const asked = { ...request, form: new URLSearchParams(request.body), signal };
          service.asked.push(asked);
          const scripted = await raced(Promise.resolve(service.script?.(asked)), signal);
          const answer = scripted ?? issue(service, asked);
          return { status: 200, headers: {}, body: "", url: request.url, ...answer };
        },
        close: async () => {},
      }),
      srv: async () => [],
      txt: async () => [],
    },
  };
  return service;
}

function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const gone = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Failure("cancelled")), { once: true });
  });
  return Promise.race([work, gone]);
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function issue(service: ScriptedService, { form }: Asked): Partial<HttpResponse> {
  const number = service.issued.length;
  const refresh = form.get("refresh_token");
  const [who] = refresh === null ? [usernameOf(service.person)] : refresh.split("/").slice(1);
  const person = [WORK, PERSONAL].find((one) => usernameOf(one) === who) ?? service.person;
  const access = `ACCESS-${number}/${who}`;
  const next = `REFRESH-${number}/${who}`;
  service.issued.push(access, next);
  const claims = { oid: person.oid, tid: person.tid, preferred_username: person.address, ver: "2.0", sub: person.oid };
  return json({
    token_type: "Bearer",
    scope: "User.Read Calendars.ReadWrite openid profile",
    expires_in: 3600,
    ext_expires_in: 3600,
    access_token: access,
    refresh_token: next,
    id_token: `${encoded({ alg: "RS256" })}.${encoded(claims)}.x`,
    client_info: encoded({ uid: person.oid, utid: person.tid }),
  });
}

export const json = (fields: object, status = 200, headers: Record<string, string> = {}): Partial<HttpResponse> => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(fields),
});

/** A refusal as the token endpoint says it. */
export const refused = (error: string, number: number, more: object = {}) =>
  json({ error, error_codes: [number], error_description: `AADSTS${number}: Prose.`, ...more }, 400);

export function keychain(): Vault {
  return { ...memoryVault(), kind: "keychain" };
}

export interface SignInWorld extends World {
  readonly clock: FakeClock;
  readonly opened: string[];
}

/** @param browser what happens when a page is opened; by default nothing does */
export function signInWorld(
  net: Net,
  options: { browser?: (url: string) => Promise<void>; folder?: string; vault?: Vault } = {},
): SignInWorld {
  const opened: string[] = [];
  return {
    net,
    clock: fakeClock(),
    folder: options.folder ?? testFolder(),
    vault: options.vault ?? keychain(),
    openPage: async (url) => {
      opened.push(url);
      await options.browser?.(url);
    },
    env: {},
    opened,
  };
}

/** A browser whose user agrees at once: brings a code to the waiting address. */
export async function agree(url: string): Promise<void> {
  await bring(url, { code: "the-code", client_info: "" });
}

/** Brings an answer, with the right state, as the page does. */
export async function bring(url: string, fields: Record<string, string>): Promise<Response> {
  const { searchParams } = new URL(url);
  const target = (searchParams.get("redirect_uri") ?? "").replace("localhost", "127.0.0.1");
  const body = new URLSearchParams({ state: searchParams.get("state") ?? "", ...fields });
  return fetch(target, { method: "POST", body });
}

/** A progress callback, and what it was told. */
export function told() {
  const states: SignIn[] = [];
  const { promise: first, resolve } = Promise.withResolvers<SignIn>();
  return {
    states,
    first,
    progress: (state: SignIn) => {
      states.push(state);
      resolve(state);
    },
  };
}

export const never = new AbortController().signal;

/** Tokens over a scripted service. */
export function start(options: Parameters<typeof signInWorld>[1] = { browser: agree }) {
  const service = scriptedService();
  const world = signInWorld(service.net, options);
  return { service, world, tokens: tokensFor(world, CONFIG) };
}

export const signIn = (tokens: Tokens, login: Partial<Login> = {}, signal = never) =>
  tokens.signIn({ login: { kind: "microsoft", ...login }, way: "browser", progress: () => {} }, signal);

/** The same, with somebody signed in. */
export async function signedIn(person: Person = WORK) {
  const all = start();
  all.service.person = person;
  await signIn(all.tokens);
  return {
    ...all,
    username: usernameOf(person),
    renew: () => all.tokens.token(usernameOf(person), { refresh: true }, never),
  };
}

/** Requests of the token endpoint for one kind of grant. */
export const asks = ({ asked }: ScriptedService, grant: string) =>
  asked.filter(({ form }) => form.get("grant_type") === grant);
