// The two sides of an account: calendars and mail. Each is signed in to before anything of it is stored.
import type { AccountKind, MailEndpoint, NewAccount } from "../../src-preload/contract/accounts.ts";
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { MailLogin, MailProvider } from "../providers/mail-provider.ts";
import type {
  CalendarConnection,
  CalendarProvider,
  Login,
  MailBehindSignIn,
  RemoteCalendar,
  World,
} from "../providers/provider.ts";
import type { FoundServers, ServerFinder } from "../providers/server-finder.ts";
import type { Submission } from "../providers/submission.ts";

/** What finding the sides of an account needs. */
export interface SideDeps {
  readonly world: World;
  readonly providerOf: (kind: AccountKind) => CalendarProvider;
  /** Signs in without storing anything; the caller closes the connection. */
  readonly tryLogin: (login: Login, signal: AbortSignal) => Promise<CalendarConnection>;
  readonly finder: ServerFinder;
  readonly mailboxOf: (account: Pick<Login, "kind" | "locale">) => {
    readonly mailbox: MailProvider;
    readonly submission: Submission;
  };
}

/** Calendars as a server has them. */
export interface CalendarSide {
  readonly found: readonly RemoteCalendar[];
  readonly endpoints: string;
  readonly addresses: readonly string[];
}

/** Mail servers that took the login. */
export interface MailSide {
  readonly imap: MailEndpoint;
  readonly smtp: MailEndpoint;
}

/** What there is to store. At least one side works; `failed` is the other. */
export interface Sides {
  /** What was signed in with in the end. */
  readonly login: Login;
  readonly calendars?: CalendarSide;
  readonly mail?: MailSide;
  readonly failed?: { readonly side: "calendars" | "mail"; readonly failure: Failure };
}

/** Nobody waits longer for calendars that a mail account may have. */
const CALENDARS_MS = 20_000;
/** What says that there are none, rather than that something is wrong with them. */
const NONE: ReadonlySet<string> = new Set([
  "unsupported",
  "offline",
  "timeout",
  "missing",
  "forbidden",
  "malformed",
  "cancelled",
]);
/** The demo's mailbox is inside the process. */
const DEMO: MailSide = {
  imap: { host: "demo.invalid", port: 993, security: "tls" },
  smtp: { host: "demo.invalid", port: 465, security: "tls" },
};

/** Signs in to both sides.
 *  @throws Failure of the side that makes the account what it is; of both when neither works */
export async function findSides(deps: SideDeps, input: NewAccount, login: Login, signal: AbortSignal): Promise<Sides> {
  switch (input.kind) {
    case "mail":
      return mailFirst(deps, input, login, signal);
    case "demo":
      return { login, calendars: await findCalendars(deps, login, signal), mail: DEMO };
    case "microsoft": {
      const calendars = await findCalendars(deps, login, signal);
      const mail = await settle(findMail(deps, login, {}, signal), signal);
      return { login, calendars, ...sideOf("mail", mail) };
    }
    case "infomaniak": {
      const both = [
        settle(findCalendars(deps, login, signal), signal),
        settle(findMail(deps, login, {}, signal), signal),
      ] as const;
      const [calendars, mail] = await Promise.all(both);
      if (calendars instanceof Failure && mail instanceof Failure) throw calendars.code === "auth" ? calendars : mail;
      return { login, ...sideOf("calendars", calendars), ...sideOf("mail", mail) };
    }
    default:
      return { login, calendars: await findCalendars(deps, login, signal) };
  }
}

function sideOf<T extends object>(side: "calendars" | "mail", found: T | Failure | undefined) {
  if (found === undefined) return {};
  return found instanceof Failure ? { failed: { side, failure: found } } : { [side]: found };
}

/** Mail has to work; calendars are set up where there are some. */
async function mailFirst(
  deps: SideDeps,
  input: Extract<NewAccount, { kind: "mail" }>,
  login: Login,
  signal: AbortSignal,
): Promise<Sides> {
  const { imap, smtp } = input;
  const found = await serversFor(deps, login, { ...(imap && { imap }), ...(smtp && { smtp }) }, signal);
  const mail = await signInToMail(deps, login, found, input.username === undefined, signal);
  const url = found.calendars || undefined;
  const atCalendars = { ...login, ...(url !== undefined && { url }) };
  if (input.calendars === false || found.calendars === false) return { login, mail };
  const patience = AbortSignal.any([signal, AbortSignal.timeout(CALENDARS_MS)]);
  const calendars = await settle(findCalendars(deps, atCalendars, patience), signal);
  if (!(calendars instanceof Failure)) return { login: atCalendars, mail, calendars };
  return { login, mail, ...(!NONE.has(calendars.code) && { failed: { side: "calendars", failure: calendars } }) };
}

/** The failure in place of the answer; only a person who cancels ends it all. */
async function settle<T>(work: Promise<T>, signal: AbortSignal): Promise<T | Failure> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) throw new Failure("cancelled");
    return toFailure(error);
  }
}

/** @throws Failure of signing in; no-calendars */
export async function findCalendars(deps: SideDeps, login: Login, signal: AbortSignal): Promise<CalendarSide> {
  const connection = await deps.tryLogin(login, signal);
  try {
    const found = await connection.calendars(signal);
    if (found.length === 0) throw new Failure("no-calendars");
    return { found, endpoints: connection.endpoints, addresses: connection.addresses };
  } finally {
    await connection.close();
  }
}

/** Mail of an account that is more than mail. @param known servers it has already
 *  @returns undefined where such accounts have none @throws Failure of finding or signing in */
export async function findMail(
  deps: SideDeps,
  login: Login,
  known: Partial<MailSide>,
  signal: AbortSignal,
): Promise<MailSide | undefined> {
  const behind = deps.providerOf(login.kind).mailOf?.(login, deps.world);
  if (behind) {
    const { imap, smtp } = behind;
    await tryMail(deps, login, { imap, smtp }, behind, signal);
    return { imap, smtp };
  }
  if (deps.providerOf(login.kind).signIn) return undefined;
  return signInToMail(deps, login, await serversFor(deps, login, known, signal), false, signal);
}

/** @throws Failure not-imap when there are none that may be given a password unseen */
async function serversFor(
  { finder, world }: SideDeps,
  login: Login,
  { imap, smtp }: Partial<MailSide>,
  signal: AbortSignal,
): Promise<FoundServers> {
  if (imap && smtp) return { imap, smtp, source: "given" };
  const address = login.address ?? login.username ?? "";
  const { caFile } = login;
  const found = await finder.find(address, caFile === undefined ? {} : { caFile }, world, signal);
  const best = found.find((one) => mayBeTrusted(one, address));
  if (!best) throw new Failure("not-imap", { host: address.slice(address.lastIndexOf("@") + 1) });
  return { ...best, ...(imap && { imap }), ...(smtp && { smtp }) };
}

/** What DNS says and what was guessed gets no password unseen, unless it is a name of the address's own domain, which its
 *  certificate then proves (T4, RFC 6186 §6). */
function mayBeTrusted({ source, imap, smtp }: FoundServers, address: string): boolean {
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  const isOwn = (host: string) => host.toLowerCase() === domain || host.toLowerCase().endsWith(`.${domain}`);
  return !["srv", "guess"].includes(source) || (isOwn(imap.host) && isOwn(smtp.host));
}

/** Where nobody says how the user is called, the address comes first and its local part second (RFC 6186 §4). */
async function signInToMail(
  deps: SideDeps,
  login: Login,
  { imap, smtp, source }: FoundServers,
  isNameGuessed: boolean,
  signal: AbortSignal,
): Promise<MailSide> {
  const side = { imap, smtp };
  try {
    await tryMail(deps, login, side, undefined, signal);
    return side;
  } catch (error) {
    const local = /^([^@\s]+)@/.exec(login.address ?? "")?.[1];
    const mayTryMore = isNameGuessed && (source === "srv" || source === "guess") && imap.username === undefined;
    if (!(error instanceof Failure) || error.reason !== "wrong-password" || !mayTryMore || local === undefined)
      throw error;
    const named = { imap: { ...imap, username: local }, smtp: { ...smtp, username: local } };
    await tryMail(deps, login, named, undefined, signal);
    return named;
  }
}

/** Signs in to both servers, and to neither for good. @throws Failure */
export async function tryMail(
  { mailboxOf, world }: SideDeps,
  login: Login,
  { imap, smtp }: MailSide,
  behind: MailBehindSignIn | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { mailbox, submission } = mailboxOf(login);
  const connection = await mailbox.connect(mailLogin(login, imap, behind), world, signal);
  await connection.close();
  await submission.probe(mailLogin(login, smtp, behind), world, signal);
}

function mailLogin(
  { address, username, password, caFile }: Login,
  endpoint: MailEndpoint,
  behind: MailBehindSignIn | undefined,
): MailLogin {
  return {
    address: address ?? username ?? "",
    username: endpoint.username ?? username ?? address ?? "",
    endpoint,
    ...(behind ? { accessToken: behind.accessToken } : password !== undefined && { password }),
    ...(caFile !== undefined && { caFile }),
  };
}
