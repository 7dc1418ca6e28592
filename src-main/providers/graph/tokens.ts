// Signing in and access tokens for every Microsoft account of a data folder. The only door to MSAL.
import type { AccountInfo, AuthenticationResult } from "@azure/msal-node";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { SignedIn, SignInRequest, World } from "../provider.ts";
import { type GraphConfig, isRegistered, SCOPES } from "./config.ts";
import { signInByBrowser } from "./sign-in-browser.ts";
import { signInByCode } from "./sign-in-code.ts";
import { signInNeeded } from "./sign-in-refusal.ts";
import { createTokenCache } from "./token-cache.ts";
import { type Exchange, exchange, type Service } from "./tokens-client.ts";
import { createSharing } from "./tokens-sharing.ts";

/** Without any of them a token from the cache will do. */
export interface TokenOptions {
  /** What a claims challenge asked for, as JSON: the caller decodes it from WWW-Authenticate. Bypasses the cache. */
  readonly claims?: string;
  /** A new token although the old one has not run out. */
  readonly refresh?: boolean;
  /** Of another resource than Graph; whatever was agreed to at the sign-in. */
  readonly scopes?: readonly string[];
}

/** An account's `username` is MSAL's home account id, `<object id>.<tenant id>`. */
export interface Tokens {
  /** @throws Failure sign-in-declined, sign-in-timeout, sign-in-failed, admin-approval (`url`), wrong-tenant, other-account
   *  (`address`: who was expected), invalid-input (no application id), cancelled, and what the network says */
  signIn(request: SignInRequest, signal: AbortSignal): Promise<SignedIn>;
  /** An access token for Graph, renewed without a person. Equal calls at the same time share one renewal.
   *  @throws Failure sign-in-needed (`address`; the account stays), rate-limited or server-error (`retryAtMs`), cancelled,
   *  and what the network says */
  token(username: string, options: TokenOptions, signal: AbortSignal): Promise<string>;
  /** Forgets the account's tokens here; nothing is sent. An unknown account is fine. */
  signOut(username: string): Promise<void>;
  /** The name the account signs in with; undefined when it is not signed in here. */
  addressOf(username: string): Promise<string | undefined>;
}

interface Known {
  readonly cache: Service["cache"];
  readonly byConfig: Map<string, Tokens>;
}

const known = new WeakMap<World, Known>();

/** The tokens of the world's folder: the same object for the same world and registration. */
export function tokensFor(world: World, config: GraphConfig): Tokens {
  const { cache, byConfig } = known.get(world) ?? { cache: createTokenCache(world), byConfig: new Map() };
  known.set(world, { cache, byConfig });
  const key = JSON.stringify([config.clientId, config.tenant, config.loginUrl]);
  const tokens = byConfig.get(key) ?? createTokens({ world, config, cache });
  byConfig.set(key, tokens);
  return tokens;
}

const NEVER = new AbortController().signal;

/** What the next sign-in of an account has to prove, by its username. */
type ClaimsNeeded = Map<string, string>;

function createTokens(service: Service): Tokens {
  const share = createSharing();
  const claimsNeeded: ClaimsNeeded = new Map();
  return {
    async signIn(request, signal) {
      if (!isRegistered(service.config)) throw new Failure("no-app-id");
      const { username } = request.login;
      const claims = username === undefined ? undefined : claimsNeeded.get(username);
      const person = await exchange(
        service,
        { isAttended: true },
        (one) => attend(service, one, request, claims),
        signal,
      );
      claimsNeeded.delete(person.username);
      return person;
    },
    token: (username, options, signal) =>
      share(
        JSON.stringify([username, options.claims, options.refresh === true, options.scopes]),
        (stop) => renew(service, claimsNeeded, { ...options, username }, stop),
        signal,
      ),
    async signOut(username) {
      claimsNeeded.delete(username);
      await exchange(
        service,
        { isAttended: false },
        async (one) => {
          const account = await find(one, username);
          if (account) await one.app.signOut({ account });
        },
        NEVER,
      );
    },
    async addressOf(username) {
      const account = await exchange(service, { isAttended: false }, (one) => find(one, username), NEVER);
      return account?.username;
    },
  };
}

/** A token out of MSAL's cache, or a new one. */
async function renew(
  service: Service,
  claimsNeeded: ClaimsNeeded,
  { username, claims, refresh = false, scopes = SCOPES }: TokenOptions & { readonly username: string },
  signal: AbortSignal,
): Promise<string> {
  let address: string | undefined;
  const options = {
    isAttended: false,
    address: () => address,
    // Where a challenge of Graph's own cannot be met silently, the person meets it.
    onRefused: (needed = claims) => needed !== undefined && claimsNeeded.set(username, needed),
  };
  const work = async (one: Exchange) => {
    const account = await find(one, username);
    if (!account) throw signInNeeded(undefined);
    address = account.username;
    const request = { account, scopes: [...scopes], forceRefresh: refresh, ...(claims !== undefined && { claims }) };
    return (await one.app.acquireTokenSilent(request)).accessToken;
  };
  return exchange(service, options, work, signal);
}

/** Lets the person sign in, and sees to it that it is the right one. */
async function attend(
  service: Service,
  one: Exchange,
  request: SignInRequest,
  claims: string | undefined,
): Promise<SignedIn> {
  const { username, address } = request.login;
  const before = await one.app.getTokenCache().getAllAccounts();
  const signIn = request.way === "code" ? signInByCode : signInByBrowser;
  const result = await signIn(one, request, service, claims);
  const person = personOf(result);
  if (username === undefined || username === person.username) return person;
  // Somebody who has an account here keeps it; anybody else leaves nothing behind.
  const isKnown = before.some(({ homeAccountId }) => homeAccountId === person.username);
  if (!isKnown && result.account) await one.app.signOut({ account: result.account });
  const expected = address ?? before.find(({ homeAccountId }) => homeAccountId === username)?.username;
  throw new Failure("other-account", expected === undefined ? {} : { address: expected });
}

async function find({ app }: Exchange, username: string): Promise<AccountInfo | undefined> {
  const accounts = await app.getTokenCache().getAllAccounts();
  return accounts.find(({ homeAccountId }) => homeAccountId === username);
}

/** The account as the contract has it. */
function personOf({ account }: AuthenticationResult): SignedIn {
  const { homeAccountId, username } = account ?? {};
  if (!homeAccountId || !username) throw new Failure("sign-in-failed", { detail: "the answer names nobody" });
  return { username: homeAccountId, address: username };
}
