// Accounts: signing in, signing in again, leaving. The secret goes to the vault and nowhere else.
import type { AccountKind, NewAccount } from "../../src-preload/contract/accounts.ts";
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import type { Clock, Vault } from "../ports.ts";
import type { CalendarConnection, CalendarProvider, Login, RemoteCalendar } from "../providers/provider.ts";
import {
  type AccountRow,
  deleteAccount,
  getAccount,
  insertAccount,
  listAccounts,
  secretName,
  setAccountState,
  toAccount,
  updateAccount,
} from "../store/accounts.ts";
import { listSynced, updateCalendarSync } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { paletteColor, storeCalendars } from "../store/discovered.ts";
import { readSettings } from "../store/facts.ts";
import { newId } from "../store/ids.ts";
import { keepDeparted } from "./command.ts";
import { refuseUnsynced } from "./filing.ts";
import type { LimitsOf } from "./limits.ts";
import type { SignIns } from "./sign-in.ts";

export interface AccountDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly signIns: SignIns;
  readonly limitsOf: LimitsOf;
  readonly providerOf: (kind: AccountKind) => CalendarProvider;
  /** Forgets what a provider keeps of a login on this device. */
  readonly signOut: (login: Login) => Promise<void>;
  /** Signs in without storing anything; the caller closes the connection. */
  readonly tryLogin: (login: Login, signal: AbortSignal) => Promise<CalendarConnection>;
  /** Ends what the account is doing and forgets its connection. */
  readonly halt: (id: AccountId) => Promise<void>;
}

/** Signs in, finds the calendars, then stores it all at once; the first sync follows by itself.
 *  @throws Failure of signing in; then nothing is stored */
export async function addAccount(
  deps: AccountDeps,
  input: NewAccount,
  signal: AbortSignal,
): Promise<Output<"accounts.add">> {
  const { db, vault } = deps;
  const { login, known } = await signedIn(deps, input, signal);
  // Who signs in once more where sync waited for just that, has signed in again.
  if (known) return resume(deps, known);
  const id = newId<AccountId>();
  try {
    const discovered = await discover(deps, login, signal);
    if (login.password !== undefined) await vault.set(secretName(id), login.password);
    return db.write(() => store(deps, id, input, login, discovered));
  } catch (error) {
    await vault.remove(secretName(id));
    await deps.signOut(login);
    throw error;
  }
}

/** The login to add, after the person signed in where the provider has a page for that.
 *  @throws Failure account-exists when it is here and works */
async function signedIn(
  deps: AccountDeps,
  input: NewAccount,
  signal: AbortSignal,
): Promise<{ login: Login; known?: AccountRow }> {
  const login = { ...appOf(deps.db, input), ...loginOf(input) };
  const provider = deps.providerOf(input.kind);
  if (!provider.signIn) return { login };
  const way = "way" in input ? input.way : undefined;
  const { username, address } = await deps.signIns.run(provider, { login, way }, signal);
  const known = listAccounts(deps.db).find((row) => row.kind === input.kind && row.username === username);
  if (known?.state === "ready") throw new Failure("account-exists", { address });
  return { login: { ...login, username, address }, ...(known && { known }) };
}

function store(
  { db, clock, vault }: AccountDeps,
  id: AccountId,
  input: NewAccount,
  login: Login,
  { found, endpoints, addresses }: Discovered,
): Output<"accounts.add"> {
  insertAccount(db, {
    ...rowOf(input, login, found),
    id,
    endpoints,
    addresses,
    color: paletteColor(listAccounts(db).length),
    createdMs: clock.nowMs(),
  });
  storeCalendars(db, id, found);
  const forgets = vault.kind === "memory" && input.kind !== "demo" && (login.password ?? login.username) !== undefined;
  return { ...added(db, id), ...(forgets && { warning: "password-kept-in-memory" as const }) };
}

function added(db: Database, id: AccountId): Output<"accounts.add"> {
  const calendars = listSynced(db, id).map(({ calendar }) => {
    const { id: calendarId, name, color, readOnly } = calendar;
    return { id: calendarId, name, color, readOnly };
  });
  return { account: toAccount(getAccount(db, id)), calendars };
}

/** Signs an account in again on its provider's page; its sync goes on.
 *  @throws Failure of signing in; invalid-input where a password is needed instead. Then nothing has changed */
export async function signInAgain(
  deps: AccountDeps,
  { id, way }: Parsed<"accounts.signIn">,
  signal: AbortSignal,
): Promise<Output<"accounts.signIn">> {
  const account = getAccount(deps.db, id);
  const login = await storedLogin(deps, id);
  await deps.signIns.run(deps.providerOf(account.kind), { login, way, accountId: id }, signal);
  const { account: ready } = await resume(deps, account);
  return { account: ready };
}

/** Sync goes on with an account whose person has signed in. */
async function resume(deps: AccountDeps, { id }: AccountRow): Promise<Output<"accounts.add">> {
  const { db } = deps;
  await deps.halt(id);
  return db.write(() => {
    getAccount(db, id);
    readyAgain(db, id);
    return added(db, id);
  });
}

function readyAgain(db: Database, id: AccountId): void {
  setAccountState(db, id, undefined);
  for (const { calendar } of listSynced(db, id))
    updateCalendarSync(db, calendar.id, { nextAt: 0, failures: 0, lastError: null });
}

/** What an account would bring; stores nothing. @throws Failure of signing in */
export async function discoverAccount(
  deps: AccountDeps,
  input: NewAccount,
  signal: AbortSignal,
): Promise<Output<"accounts.discover">> {
  const { login, known } = await signedIn(deps, input, signal);
  const { found } = await discover(deps, login, signal).finally(() => (known ? undefined : deps.signOut(login)));
  return {
    calendars: found.map(({ name, color, readOnly }, n) => ({ name, color: color ?? paletteColor(n), readOnly })),
  };
}

/** Signs in afresh with what is stored. @throws Failure of signing in */
export async function testAccount(
  deps: AccountDeps,
  id: AccountId,
  signal: AbortSignal,
): Promise<Output<"accounts.test">> {
  await discover(deps, await storedLogin(deps, id), signal);
  return {};
}

/** Changes label, colour or password; a password is tried before it replaces the old one. @throws Failure of signing in */
export async function changeAccount(
  deps: AccountDeps,
  input: Parsed<"accounts.update">,
  signal: AbortSignal,
): Promise<Output<"accounts.update">> {
  const { db, vault } = deps;
  const { id, label, color, password } = input;
  getAccount(db, id);
  if (password !== undefined) {
    await discover(deps, { ...(await storedLogin(deps, id)), password }, signal);
    await deps.halt(id);
    await vault.set(secretName(id), password);
  }
  return db.write(() => {
    updateAccount(db, id, {
      ...(label !== undefined && { label }),
      ...(color !== undefined && { color }),
      ...(password !== undefined && { state: "ready" as const }),
    });
    if (password !== undefined) readyAgain(db, id);
    return { account: toAccount(getAccount(db, id)) };
  });
}

/** Forgets the account, its calendars and its secret here; nothing is removed on the server.
 *  @throws Failure missing; unsynced-edits when its server does not have every edit and nobody said to discard them: then
 *  nothing is removed */
export async function removeAccount(
  deps: AccountDeps,
  { id, discardUnsynced = false }: Parsed<"accounts.remove">,
): Promise<Output<"accounts.remove">> {
  const { db, vault } = deps;
  const calendarIds = () => listSynced(db, id).map(({ calendar }) => calendar.id);
  const login = await storedLogin(deps, id);
  if (!discardUnsynced) refuseUnsynced(db, calendarIds());
  await deps.halt(id);
  db.write(() => {
    getAccount(db, id);
    // Something may have been edited while the run came to its end.
    if (!discardUnsynced) refuseUnsynced(db, calendarIds());
    keepDeparted(deps, calendarIds());
    deleteAccount(db, id);
  });
  await vault.remove(secretName(id));
  await deps.signOut(login);
  return {};
}

interface Discovered {
  readonly found: readonly RemoteCalendar[];
  readonly endpoints: string;
  readonly addresses: readonly string[];
}

async function discover(deps: AccountDeps, login: Login, signal: AbortSignal): Promise<Discovered> {
  const connection = await deps.tryLogin(login, signal);
  try {
    const found = await connection.calendars(signal);
    if (found.length === 0) throw new Failure("no-calendars");
    return { found, endpoints: connection.endpoints, addresses: connection.addresses };
  } finally {
    await connection.close();
  }
}

/** @throws Failure missing */
async function storedLogin({ db, vault, providerOf }: AccountDeps, id: AccountId): Promise<Login> {
  const { kind, url, address, username, caFile, locale, clientId, tenant } = getAccount(db, id);
  const hasPassword = kind !== "demo" && !providerOf(kind).signIn;
  const password = hasPassword ? await vault.get(secretName(id)) : undefined;
  return { kind, ...defined({ url, address, username, caFile, locale, clientId, tenant, password }) };
}

/** The registration to sign in with where the account names none. */
function appOf(db: Database, { kind }: NewAccount): Pick<Login, "clientId" | "tenant"> {
  const { clientId, tenant } = (kind === "microsoft" && readSettings(db).microsoft) || {};
  return { ...(clientId && { clientId }), ...(tenant && { tenant }) };
}

function loginOf(input: NewAccount): Login {
  const { label: _, way: __, ...login } = { way: undefined, ...input };
  return login;
}

/** Labels of accounts whose provider needs no address. */
const DEMO_LABEL = { fr: "Démonstration", en: "Demo" } as const;

function rowOf(input: NewAccount, login: Login, found: readonly RemoteCalendar[]) {
  const common = { kind: input.kind satisfies AccountKind, state: "ready" as const };
  if (input.kind === "demo") {
    const locale = input.locale ?? "en";
    return { ...common, locale, label: input.label ?? DEMO_LABEL[locale] };
  }
  if (input.kind === "webcal") {
    const { label, url, username, caFile } = input;
    return { ...common, label: label ?? found[0]?.name ?? hostOf(url), url, username, caFile };
  }
  if (input.kind === "microsoft") {
    const { label = login.address ?? "Microsoft" } = input;
    const { address, username, clientId, tenant } = login;
    return { ...common, label, address, username, clientId, tenant };
  }
  const { label, address, url, username, caFile } = input;
  return { ...common, label: label ?? address ?? username, address, url, username, caFile };
}

function hostOf(url: string): string {
  return URL.parse(url.replace(/^webcals?:/i, "https:"))?.hostname || url;
}

/** Drops what is null or undefined. */
function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: NonNullable<T[K]> };
}
