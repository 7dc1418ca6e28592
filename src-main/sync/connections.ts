// Signed-in connections, one per account, opened when first needed and kept for the next run.

import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import type { RequestRecord } from "../../src-preload/contract/sync.ts";
import type { Vault } from "../ports.ts";
import type { CalendarConnection, CalendarProvider, Login, World } from "../providers/provider.ts";
import { type AccountRow, getAccount, secretName, updateAccount } from "../store/accounts.ts";
import type { Database } from "../store/database.ts";

/** Shared by runs and commands. Several who open the same account get the same connection. */
export interface Connections {
  /** The account's connection. @throws Failure password-needed, or what signing in says */
  open(accountId: AccountId, signal: AbortSignal): Promise<CalendarConnection>;
  /** A connection for a login that is not stored (yet); the caller closes it. */
  tryLogin(login: Login, signal: AbortSignal): Promise<CalendarConnection>;
  /** What stands behind accounts of a kind. */
  providerOf(kind: AccountKind): CalendarProvider;
  /** Forgets what a provider keeps of a login on this device. */
  signOut(login: Login): Promise<void>;
  /** The latest requests of the account's connection; none when it is not open. */
  requests(accountId: AccountId): Promise<readonly RequestRecord[]>;
  /** Closes it; the next `open` signs in again. */
  drop(accountId: AccountId): Promise<void>;
  close(): Promise<void>;
}

/** Opens nothing yet. */
export function createConnections(deps: {
  db: Database;
  vault: Vault;
  world: World;
  providers: Readonly<Record<AccountKind, CalendarProvider>>;
}): Connections {
  const { db, vault, world, providers } = deps;
  const open = new Map<AccountId, Promise<CalendarConnection>>();

  /** A demo has no password, a subscription only where it has a user name; some sign in on a page of their own. */
  const needsPassword = ({ kind, username }: AccountRow) =>
    kind !== "demo" && !providers[kind].signIn && (kind !== "webcal" || username !== null);

  const tryLogin = (login: Login, signal: AbortSignal) => providers[login.kind].connect(login, world, signal);

  async function connect(accountId: AccountId, signal: AbortSignal): Promise<CalendarConnection> {
    const account = getAccount(db, accountId);
    const password = needsPassword(account) ? await vault.get(secretName(accountId)) : undefined;
    if (password === undefined && needsPassword(account)) throw new Failure("password-needed");
    const connection = await tryLogin(loginOf(account, password), signal);
    const { endpoints, addresses } = connection;
    if (endpoints !== account.endpoints || JSON.stringify(addresses) !== JSON.stringify(account.addresses)) {
      db.write(() => updateAccount(db, accountId, { endpoints, addresses }));
    }
    return connection;
  }

  async function drop(accountId: AccountId): Promise<void> {
    const pending = open.get(accountId);
    open.delete(accountId);
    // One that never opened has nothing to close.
    const connection = await pending?.then((c) => c).catch(() => undefined);
    await connection?.close();
  }

  return {
    tryLogin,
    drop,
    providerOf: (kind) => providers[kind],
    signOut: async (login) => providers[login.kind].signOut?.(login, world),
    async requests(accountId) {
      const connection = await open.get(accountId)?.catch(() => undefined);
      return connection?.requests() ?? [];
    },
    open(accountId, signal) {
      let pending = open.get(accountId);
      if (!pending) {
        pending = connect(accountId, signal);
        open.set(accountId, pending);
        pending.catch(() => open.delete(accountId));
      }
      return pending;
    },
    async close() {
      await Promise.all([...open.keys()].map(drop));
    },
  };
}

/** A stored account as a login. */
function loginOf(account: AccountRow, password: string | undefined): Login {
  const { kind, url, address, username, caFile, locale, endpoints, clientId, tenant } = account;
  return {
    kind,
    ...(url !== null && { url }),
    ...(address !== null && { address }),
    ...(username !== null && { username }),
    ...(caFile !== null && { caFile }),
    ...(locale !== null && { locale }),
    ...(endpoints !== null && { endpoints }),
    ...(clientId !== null && { clientId }),
    ...(tenant !== null && { tenant }),
    ...(password !== undefined && { password }),
  };
}
