// An account that is here: tried, changed. What is new is tried before it replaces what works.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import type { Login } from "../providers/provider.ts";
import { type AccountRow, getAccount, secretName, toAccount, updateAccount } from "../store/accounts.ts";
import { storeCalendars } from "../store/discovered.ts";
import { findMailAccount, updateMailAccount } from "../store/mail/mail-accounts.ts";
import { type CalendarSide, findCalendars, findMail, type MailSide, tryMail } from "./account-sides.ts";
import { type AccountDeps, loginFor, readyAgain, storeMail } from "./accounts.ts";

/** Signs in afresh to every side with what is stored. @throws Failure of signing in */
export async function testAccount(
  deps: AccountDeps,
  id: AccountId,
  signal: AbortSignal,
): Promise<Output<"accounts.test">> {
  const row = getAccount(deps.db, id);
  await signInAfresh(deps, row, await loginFor(deps, row), {}, signal);
  return {};
}

/** Changes label, colour, mail servers or password; servers and passwords are tried on every side before they replace the old
 *  ones, and a side that could not be had when the account was added is tried once more.
 *  @throws Failure of signing in; then nothing has changed */
export async function changeAccount(
  deps: AccountDeps,
  input: Parsed<"accounts.update">,
  signal: AbortSignal,
): Promise<Output<"accounts.update">> {
  const { db, vault } = deps;
  const { id, label, color, password, imap, smtp } = input;
  const row = getAccount(db, id);
  const servers = { ...(imap && { imap }), ...(smtp && { smtp }) };
  const isTried = password !== undefined || imap !== undefined || smtp !== undefined;
  let sides: FreshSides = {};
  if (isTried) {
    const login = { ...(await loginFor(deps, row)), ...(password !== undefined && { password }) };
    sides = await signInAfresh(deps, row, login, servers, signal);
    await deps.halt(id);
    if (password !== undefined) await vault.set(secretName(id), password);
  }
  return db.write(() => {
    updateAccount(db, id, {
      ...(label !== undefined && { label }),
      ...(color !== undefined && { color }),
      ...(isTried && { state: "ready" as const }),
    });
    if (isTried) readyAgain(db, id);
    storeSides(deps, id, sides);
    return { account: toAccount(db, getAccount(db, id)) };
  });
}

interface FreshSides {
  /** Calendars that the account did not have. */
  readonly calendars?: CalendarSide;
  readonly mail?: MailSide;
}

function storeSides({ db }: AccountDeps, id: AccountId, { calendars, mail }: FreshSides): void {
  if (calendars) {
    updateAccount(db, id, { endpoints: calendars.endpoints, addresses: calendars.addresses });
    storeCalendars(db, id, calendars.found);
  }
  if (!mail) return;
  if (findMailAccount(db, id)) updateMailAccount(db, id, { imap: mail.imap, smtp: mail.smtp });
  else storeMail(db, id, mail, undefined);
}

/** @throws Failure of a side that the account has */
async function signInAfresh(
  deps: AccountDeps,
  row: AccountRow,
  login: Login,
  servers: Partial<MailSide>,
  signal: AbortSignal,
): Promise<FreshSides> {
  const mailRow = findMailAccount(deps.db, row.id);
  const hasCalendars = row.endpoints !== null;
  if (!mailRow && !hasCalendars) throw new Failure("missing", { what: "account" });
  const isNew = servers.imap !== undefined || servers.smtp !== undefined;
  const mail = async (): Promise<MailSide | undefined> => {
    const behind = deps.providerOf(row.kind).mailOf?.(login, deps.world);
    if (!mailRow)
      return isNew || row.kind === "infomaniak" ? tolerant(findMail(deps, login, servers, signal), signal) : undefined;
    const side = { imap: servers.imap ?? mailRow.imap, smtp: servers.smtp ?? mailRow.smtp };
    await tryMail(deps, login, side, behind, signal);
    return isNew ? side : undefined;
  };
  const calendars = async (): Promise<CalendarSide | undefined> => {
    if (hasCalendars) await findCalendars(deps, login, signal);
    else if (row.kind === "infomaniak") return tolerant(findCalendars(deps, login, signal), signal);
    return undefined;
  };
  const [fresh, found] = await Promise.all([mail(), calendars()]);
  return { ...(fresh && { mail: fresh }), ...(found && { calendars: found }) };
}

/** What the account could do without so far. */
async function tolerant<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    if (signal.aborted) throw new Failure("cancelled");
    return undefined;
  }
}
