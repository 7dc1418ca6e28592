// Accounts: signing in, signing in again. The secret goes to the vault and nowhere else.
import type { NewAccount } from "../../src-preload/contract/accounts.ts";
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId, IdentityId } from "../../src-preload/contract/shapes.ts";
import type { Clock, Vault } from "../ports.ts";
import type { Login } from "../providers/provider.ts";
import {
  type AccountRow,
  getAccount,
  insertAccount,
  listAccounts,
  secretName,
  setAccountState,
  toAccount,
} from "../store/accounts.ts";
import { listSynced, updateCalendarSync } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { paletteColor, storeCalendars } from "../store/discovered.ts";
import { newId } from "../store/ids.ts";
import { insertIdentity } from "../store/mail/identities.ts";
import { findMailAccount, insertMailAccount, updateMailAccount } from "../store/mail/mail-accounts.ts";
import { isSame, loginOf, rowOf, storedLogin } from "./account-login.ts";
import { findCalendars, findMail, findSides, type MailSide, type SideDeps, type Sides } from "./account-sides.ts";
import type { LimitsOf } from "./limits.ts";
import type { SignIns } from "./sign-in.ts";

/** Besides what signing in takes: where the account is stored, and how its work is ended. */
export interface AccountDeps extends SideDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly signIns: SignIns;
  readonly limitsOf: LimitsOf;
  /** Forgets what a provider keeps of a login on this device. */
  readonly signOut: (login: Login) => Promise<void>;
  /** Ends what the account is doing and forgets its connections. */
  readonly halt: (id: AccountId) => Promise<void>;
  /** Deletes files of attachments. */
  readonly forgetFiles: (hashes: readonly string[]) => Promise<void>;
}

/** Signs in, finds calendars and mailbox, then stores it all at once; the first sync follows by itself.
 *  @throws Failure of signing in; then nothing is stored */
export async function addAccount(
  deps: AccountDeps,
  input: NewAccount,
  signal: AbortSignal,
): Promise<Output<"accounts.add">> {
  const { db, vault } = deps;
  const { login, known } = await signedIn(deps, input, signal);
  // Who signs in once more where sync waited for just that, has signed in again.
  if (known) return resume(deps, known, signal);
  refuseTwice(db, input);
  const id = newId<AccountId>();
  try {
    const sides = await findSides(deps, input, login, signal);
    if (login.password !== undefined) await vault.set(secretName(id), login.password);
    return db.write(() => store(deps, id, input, sides));
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
  const login = loginOf(deps.db, input);
  const provider = deps.providerOf(input.kind);
  if (!provider.signIn) return { login };
  const way = "way" in input ? input.way : undefined;
  const { username, address } = await deps.signIns.run(provider, { login, way }, signal);
  const known = listAccounts(deps.db).find((row) => row.kind === input.kind && row.username === username);
  if (known?.state === "ready") throw new Failure("account-exists", { address });
  return { login: { ...login, username, address }, ...(known && { known }) };
}

/** The same account twice would show every event, and tell of every message, twice. @throws Failure account-exists */
function refuseTwice(db: Database, input: NewAccount): void {
  const known = listAccounts(db).find((row) => isSame(row, input));
  if (known) throw new Failure("account-exists", { address: known.address ?? known.username ?? known.label });
}

function store(
  { db, clock, vault }: AccountDeps,
  id: AccountId,
  input: NewAccount,
  { login, calendars, mail, failed }: Sides,
): Output<"accounts.add"> {
  const { address } = login;
  insertAccount(db, {
    ...rowOf(input, login, calendars?.found ?? []),
    id,
    endpoints: calendars?.endpoints ?? null,
    addresses: calendars?.addresses ?? (address === undefined ? [] : [address]),
    color: paletteColor(listAccounts(db).length),
    createdMs: clock.nowMs(),
  });
  if (calendars) storeCalendars(db, id, calendars.found);
  if (mail) storeMail(db, id, mail, "name" in input ? input.name : undefined);
  const forgets = vault.kind === "memory" && input.kind !== "demo" && (login.password ?? login.username) !== undefined;
  return {
    ...added(db, id),
    ...(forgets && { warning: "password-kept-in-memory" as const }),
    ...(failed && { failed: { side: failed.side, failure: failed.failure.toData() } }),
  };
}

/** Gives an account its mail side, and a sender by its own address. */
export function storeMail(db: Database, id: AccountId, mail: MailSide, name: string | undefined): void {
  const { address, addresses } = getAccount(db, id);
  insertMailAccount(db, { accountId: id, ...mail });
  const own = address ?? addresses[0];
  if (own === undefined) return;
  const given = name?.trim();
  insertIdentity(db, {
    id: newId<IdentityId>(),
    accountId: id,
    address: own,
    signature: "",
    ...(given && { name: given }),
  });
}

function added(db: Database, id: AccountId): Output<"accounts.add"> {
  const calendars = listSynced(db, id).map(({ calendar }) => {
    const { id: calendarId, name, color, readOnly } = calendar;
    return { id: calendarId, name, color, readOnly };
  });
  return { account: toAccount(db, getAccount(db, id)), calendars };
}

/** Signs an account in again on its provider's page; its sync goes on.
 *  @throws Failure of signing in; invalid-input where a password is needed instead. Then nothing has changed */
export async function signInAgain(
  deps: AccountDeps,
  { id, way }: Parsed<"accounts.signIn">,
  signal: AbortSignal,
): Promise<Output<"accounts.signIn">> {
  const account = getAccount(deps.db, id);
  const login = await loginFor(deps, account);
  await deps.signIns.run(deps.providerOf(account.kind), { login, way, accountId: id }, signal);
  const { account: ready } = await resume(deps, account, signal);
  return { account: ready };
}

/** Sync goes on with an account whose person has signed in. */
async function resume(deps: AccountDeps, account: AccountRow, signal: AbortSignal): Promise<Output<"accounts.add">> {
  const { db } = deps;
  const { id } = account;
  await deps.halt(id);
  // What could not be had of its mail before may be had now; calendars do not wait for that.
  const mail = findMailAccount(db, id)
    ? undefined
    : await findMail(deps, await loginFor(deps, account), {}, signal).catch(() => undefined);
  return db.write(() => {
    getAccount(db, id);
    readyAgain(db, id);
    if (mail && !findMailAccount(db, id)) storeMail(db, id, mail, undefined);
    return added(db, id);
  });
}

/** Both sides are tried again at once. */
export function readyAgain(db: Database, id: AccountId): void {
  setAccountState(db, id, undefined);
  for (const { calendar } of listSynced(db, id))
    updateCalendarSync(db, calendar.id, { nextAt: 0, failures: 0, lastError: null });
  updateMailAccount(db, id, { state: "ready", failure: null, failures: 0, nextAt: null });
}

/** What an account would bring; stores nothing. @throws Failure of signing in */
export async function discoverAccount(
  deps: AccountDeps,
  input: NewAccount,
  signal: AbortSignal,
): Promise<Output<"accounts.discover">> {
  const { login, known } = await signedIn(deps, input, signal);
  const look = async () => {
    if (input.kind !== "mail") return (await findCalendars(deps, login, signal)).found;
    return (await findSides(deps, input, login, signal)).calendars?.found ?? [];
  };
  const found = await look().finally(() => (known ? undefined : deps.signOut(login)));
  return {
    calendars: found.map(({ name, color, readOnly }, n) => ({ name, color: color ?? paletteColor(n), readOnly })),
  };
}

/** @throws Failure missing */
export function loginFor({ vault, providerOf }: AccountDeps, row: AccountRow): Promise<Login> {
  return storedLogin(vault, row, row.kind !== "demo" && !providerOf(row.kind).signIn);
}
