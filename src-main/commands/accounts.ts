// Accounts: signing in, signing in again, leaving. The secret goes to the vault and nowhere else.
import type { AccountKind, NewAccount } from "../../src-preload/contract/accounts.ts";
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import type { Clock, Vault } from "../ports.ts";
import type { CalendarConnection, Login, RemoteCalendar } from "../providers/provider.ts";
import {
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
import { newId } from "../store/ids.ts";
import { keepDeparted } from "./command.ts";
import { refuseUnsynced } from "./filing.ts";

export interface AccountDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly vault: Vault;
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
  const { db, clock, vault } = deps;
  const login = loginOf(input);
  const { found, endpoints, addresses } = await discover(deps, login, signal);
  const id = newId<AccountId>();
  if (login.password !== undefined) await vault.set(secretName(id), login.password);
  try {
    return db.write(() => {
      insertAccount(db, {
        ...rowOf(input, found),
        id,
        endpoints,
        addresses,
        color: paletteColor(listAccounts(db).length),
        createdMs: clock.nowMs(),
      });
      storeCalendars(db, id, found);
      const calendars = listSynced(db, id).map(({ calendar }) => ({
        id: calendar.id,
        name: calendar.name,
        color: calendar.color,
        readOnly: calendar.readOnly,
      }));
      const forgets = login.password !== undefined && vault.kind === "memory";
      return {
        account: toAccount(getAccount(db, id)),
        calendars,
        ...(forgets && { warning: "password-kept-in-memory" as const }),
      };
    });
  } catch (error) {
    await vault.remove(secretName(id));
    throw error;
  }
}

/** What an account would bring; stores nothing. @throws Failure of signing in */
export async function discoverAccount(
  deps: AccountDeps,
  input: NewAccount,
  signal: AbortSignal,
): Promise<Output<"accounts.discover">> {
  const { found } = await discover(deps, loginOf(input), signal);
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
    if (password !== undefined) {
      setAccountState(db, id, undefined);
      for (const { calendar } of listSynced(db, id))
        updateCalendarSync(db, calendar.id, { nextAt: 0, failures: 0, lastError: null });
    }
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
  getAccount(db, id);
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

async function storedLogin({ db, vault }: AccountDeps, id: AccountId): Promise<Login> {
  const { kind, url, address, username, caFile, locale } = getAccount(db, id);
  const password = kind === "demo" ? undefined : await vault.get(secretName(id));
  return { kind, ...defined({ url, address, username, caFile, locale, password }) };
}

function loginOf(input: NewAccount): Login {
  const { label: _, ...login } = input;
  return login;
}

/** Labels of accounts whose provider needs no address. */
const DEMO_LABEL = { fr: "Démonstration", en: "Demo" } as const;

function rowOf(input: NewAccount, found: readonly RemoteCalendar[]) {
  const common = { kind: input.kind satisfies AccountKind, state: "ready" as const };
  if (input.kind === "demo") {
    const locale = input.locale ?? "en";
    return { ...common, locale, label: input.label ?? DEMO_LABEL[locale] };
  }
  if (input.kind === "webcal") {
    const { label, url, username, caFile } = input;
    return { ...common, label: label ?? found[0]?.name ?? hostOf(url), url, username, caFile };
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
