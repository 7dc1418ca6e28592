// The port every calendar server stands behind. sync and commands know this file and no vendor.
import type { AccountKind, MailEndpoint, SignIn, SignInWay } from "../../src-preload/contract/accounts.ts";
import type { CalendarLimit } from "../../src-preload/contract/calendars.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import type { BusyTime } from "../../src-preload/contract/people.ts";
import type { ChangeMethod, RequestRecord } from "../../src-preload/contract/sync.ts";
import type { Clock, Net, OpenPage, Vault } from "../ports.ts";

/** What is needed to reach an account; the secret comes from the vault and goes no further. */
export interface Login {
  readonly kind: AccountKind;
  /** As typed or found earlier: server, principal, home set or calendar address. */
  readonly url?: string;
  readonly address?: string;
  readonly username?: string;
  readonly password?: string;
  /** PEM file of a private authority. */
  readonly caFile?: string;
  /** Language of demo data. */
  readonly locale?: "fr" | "en";
  /** What an earlier connection found (`CalendarConnection.endpoints`): spares discovery. */
  readonly endpoints?: string;
  /** An organisation's own registration of the app, and its directory, where the provider has such a thing. */
  readonly clientId?: string;
  readonly tenant?: string;
}

/** What the engine lends a provider: it reaches for nothing else. */
export interface World {
  readonly net: Net;
  readonly clock: Clock;
  /** Folder a provider may keep files of its own in, e.g. the demo's server. */
  readonly folder: string;
  /** Keys of what a provider keeps encrypted in `folder`. */
  readonly vault: Vault;
  readonly openPage: OpenPage;
  /** The environment: where a provider's service is replaced by a local one. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A sign-in on the provider's own page. */
export interface SignInRequest {
  /** Names a known account (`username`), or says whom to offer (`address`). */
  readonly login: Login;
  readonly way: SignInWay;
  /** Told what the person has to do, as soon as it is known and whenever it changes. */
  readonly progress: (state: SignIn) => void;
}

/** Who signed in. The tokens stay with the provider. */
export interface SignedIn {
  /** The provider's own name of the account, opaque: the login's `username` from now on. */
  readonly username: string;
  readonly address: string;
}

/** A mailbox that is opened with a token of the same sign-in (XOAUTH2). */
export interface MailBehindSignIn {
  readonly imap: MailEndpoint;
  readonly smtp: MailEndpoint;
  /** Renewed without a person. @throws Failure sign-in-needed, and what the network says */
  readonly accessToken: () => Promise<string>;
}

/** A calendar collection on a server. */
export interface RemoteCalendar {
  /** Absolute URL; names the calendar in every later call. */
  readonly url: string;
  readonly name: string;
  /** `#RRGGBB` when the server has one. */
  readonly color?: string;
  readonly description?: string;
  readonly readOnly: boolean;
  readonly order?: number;
  /** Where the server puts what names no calendar; auto-setup picks it. */
  readonly isDefault?: boolean;
  /** Saving an event with attendees makes the server mail them (calendar-auto-schedule, RFC 6638 §2). */
  readonly schedules?: boolean;
}

/** One calendar object resource as stored on a server (RFC 4791 §4.1): a master with its overrides. */
export interface RemoteItem {
  /** Identity within the calendar: the decoded last path segment of the href (knowledge R40). */
  readonly key: string;
  /** The server's own spelling of the path; sent back as is. */
  readonly href: string;
  /** Strong entity tag, quotes included; absent when the server gives none or a weak one. */
  readonly etag?: string;
  /** RFC 6638 §3.2.10, where the server has one: unchanged by other attendees' answers. */
  readonly scheduleTag?: string;
  readonly text: string;
}

/** An item that could not be taken in; the others go on. */
export interface ParkedItem {
  readonly key: string;
  readonly href: string;
  readonly etag?: string;
  readonly failure: Failure;
}

/** Changes that belong together: stored in one transaction with their cursor. */
export interface ChangePage {
  readonly items: readonly RemoteItem[];
  readonly parked: readonly ParkedItem[];
  /** Keys of items that are gone: reported so, or absent from a complete, error-free listing. */
  readonly removed: readonly string[];
  /** Where the next run starts; absent on every page but those after which nothing earlier is needed. Opaque. */
  readonly cursor?: string;
  readonly method: ChangeMethod;
  /** True on the last page of a complete comparison with the server. */
  readonly complete: boolean;
  /** Items this comparison fetches in all, once it is known: for the progress shown. */
  readonly total?: number;
}

/** What became of a write; what was refused altogether is a Failure. */
export type PutOutcome =
  /** Stored. `item.text` is what the server now has, read back when it may have been rewritten. */
  | { readonly kind: "stored"; readonly item: RemoteItem }
  /** Someone else changed or made it. */
  | { readonly kind: "conflict"; readonly theirs: RemoteItem }
  /** The item that should be replaced is gone. */
  | { readonly kind: "gone" };

/** `conflict`: it changed since, and nothing was removed. */
export type RemoveOutcome = { readonly kind: "removed" } | { readonly kind: "conflict"; readonly theirs: RemoteItem };

/** What is stored here of a calendar: entity tag by key. Asked for only when a comparison needs it.
 *  @param keys those alone; everything when absent */
export type Known = (keys?: readonly string[]) => ReadonlyMap<string, string | undefined>;

/** The version of an item that a write replaces. */
export interface ItemVersion {
  readonly href: string;
  readonly etag?: string;
  /** With `attendeeEdit`, preferred to the entity tag (R92). */
  readonly scheduleTag?: string;
  readonly baseText: string;
}

/** How a write is meant; a server that knows no such difference does without. */
export interface WriteOptions {
  /** Only the user's own part of an invitation changed. */
  readonly attendeeEdit?: boolean;
  /** A removal that nobody is to be told of (`Schedule-Reply: F`, RFC 6638 §8.1). */
  readonly silent?: boolean;
}

/** What became of a move between two calendars of the account. */
export type MoveOutcome =
  | { readonly kind: "moved"; readonly item: RemoteItem }
  /** The server cannot; make it there, then remove it here. */
  | { readonly kind: "unsupported" }
  /** Changed since, or gone: nothing was moved. */
  | { readonly kind: "conflict"; readonly theirs: RemoteItem }
  | { readonly kind: "gone" };

/** Epoch ms, end exclusive. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Which part of a calendar a comparison without cursor brings. */
export interface Ranges {
  /** Brought first, so that people see it soon; the rest follows. */
  readonly first?: TimeRange;
  /** Nothing else is brought. What lies outside is never reported as removed (R30). */
  readonly only?: TimeRange;
}

/** When somebody is busy. */
export interface PersonsBusy {
  /** Without `mailto:`, lower case. */
  readonly address: string;
  /** False: the server does not know them, or does not tell. */
  readonly known: boolean;
  /** In order, within what was asked for. */
  readonly busy: readonly BusyTime[];
}

/** A signed-in account. Every method throws Failure; none retries by itself. */
export interface CalendarConnection {
  /** Opaque, without secrets: pass it to the next `connect`. */
  readonly endpoints: string;
  /** The user's mail addresses as the server knows them, without `mailto:` (R10). */
  readonly addresses: readonly string[];
  /** All calendars that can hold events. */
  calendars(signal: AbortSignal): Promise<readonly RemoteCalendar[]>;
  /** What changed since `cursor`, or, without one, a complete comparison with `known`.
   *  @throws Failure `stale-cursor` when the server forgot the cursor: call again without it */
  changes(
    calendarUrl: string,
    cursor: string | undefined,
    known: Known,
    signal: AbortSignal,
    ranges?: Ranges,
  ): AsyncIterable<ChangePage>;
  /** The item as it is now; undefined when it is gone. */
  fetch(calendarUrl: string, href: string, signal: AbortSignal): Promise<RemoteItem | undefined>;
  /** Creates, never replaces (If-None-Match: *). A retry that meets its own object answers `stored`.
   *  @param name last path segment, minted by us before the first try */
  create(calendarUrl: string, name: string, text: string, signal: AbortSignal): Promise<PutOutcome>;
  /** Replaces exactly the version named by `etag` (If-Match); without one the item is compared with `baseText` first. */
  update(
    calendarUrl: string,
    item: ItemVersion,
    text: string,
    signal: AbortSignal,
    options?: WriteOptions,
  ): Promise<PutOutcome>;
  /** Removes exactly the version named by `etag`. What is already gone counts as removed. */
  remove(calendarUrl: string, item: ItemVersion, signal: AbortSignal, options?: WriteOptions): Promise<RemoveOutcome>;
  /** Moves exactly the version named to another calendar of this account, keeping its UID and telling nobody (RFC 4918
   *  §9.9, R54). A retry that meets its own result answers `moved`. @param name last path segment there */
  move(
    fromCalendarUrl: string,
    item: ItemVersion,
    toCalendarUrl: string,
    name: string,
    signal: AbortSignal,
  ): Promise<MoveOutcome>;
  /** Makes a calendar (RFC 4791 §5.3.1). @param name last path segment, minted by us: a retry meets its own result
   *  @throws Failure `unsupported` (create-calendar) where the server has no such thing */
  createCalendar(
    name: string,
    properties: { readonly name: string; readonly color?: string },
    signal: AbortSignal,
  ): Promise<RemoteCalendar>;
  /** Renames or recolours. @throws Failure `unsupported` (rename, recolor), forbidden */
  changeCalendar(
    calendarUrl: string,
    properties: { readonly name?: string; readonly color?: string },
    signal: AbortSignal,
  ): Promise<void>;
  /** Deletes a calendar with all it holds; one that is gone counts as deleted. @throws Failure `unsupported`, forbidden */
  removeCalendar(calendarUrl: string, signal: AbortSignal): Promise<void>;
  /** When other people are busy; undefined where this server cannot tell. Those it does not mention are not known.
   *  @param addresses without `mailto:` */
  freeBusy?(
    addresses: readonly string[],
    range: TimeRange,
    signal: AbortSignal,
  ): Promise<readonly PersonsBusy[] | undefined>;
  /** What was learnt of the server: its software, and departures from the standard, as short English phrases. */
  traits(): { readonly server?: string; readonly quirks: readonly string[] };
  /** Sets who is told when the server asks for a pause that a call then waits for: until when in epoch ms, and undefined
   *  when it goes on. */
  onPause?(listener: (untilMs: number | undefined) => void): void;
  /** The latest requests, oldest first, without secrets (R103). */
  requests(): readonly RequestRecord[];
  close(): Promise<void>;
}

/** A kind of calendar server: how it is signed in to, and what the commands have to know of it beforehand. */
export interface CalendarProvider {
  /** Signs in and finds the calendars' home.
   *  @throws Failure wrong-password, host-unknown, certificate, not-caldav, login-page, … */
  connect(login: Login, world: World, signal: AbortSignal): Promise<CalendarConnection>;
  /** Present where people sign in on the provider's page instead of giving a password. Only then does `connect` work
   *  without one, silently. @throws Failure sign-in-declined, sign-in-timeout, sign-in-failed, admin-approval (`url`: the
   *  consent link), wrong-tenant, other-account, offline, cancelled */
  signIn?(request: SignInRequest, world: World, signal: AbortSignal): Promise<SignedIn>;
  /** Forgets the account's tokens on this device. */
  signOut?(login: Login, world: World): Promise<void>;
  /** Mail behind the same sign-in; undefined where there is none. */
  mailOf?(login: Login, world: World): MailBehindSignIn | undefined;
  /** What the server could not keep of an object, before it is saved here; undefined when all of it. Pure.
   *  @param base what the object was before the edit; absent for a new one */
  refusal?(text: string, base?: string): Failure | undefined;
  /** What its servers lose of an event without refusing it. */
  readonly cannot?: readonly CalendarLimit[];
  /** Whatever is saved or removed of a meeting, its server tells the guests: nothing of it can be done quietly. */
  readonly alwaysTellsGuests?: boolean;
  /** A write takes several requests: one that was cut may have arrived by half. */
  readonly writesInParts?: boolean;
  /** `changes` never names what was made and deleted again between two calls. */
  readonly forgetsTheBrief?: boolean;
  /** Months around now that a first comparison brings before the rest. */
  readonly firstWindow?: { readonly monthsBack: number; readonly monthsAhead: number };
}
