// The port every calendar server stands behind. sync and commands know this file and no vendor.
import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import type { ChangeMethod } from "../../src-preload/contract/sync.ts";
import type { Clock, Net } from "../ports.ts";

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
}

export interface World {
  readonly net: Net;
  readonly clock: Clock;
  /** Folder a provider may keep files of its own in, e.g. the demo's server. */
  readonly folder: string;
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
}

/** One calendar object resource as stored on a server (RFC 4791 §4.1): a master with its overrides. */
export interface RemoteItem {
  /** Identity within the calendar: the decoded last path segment of the href (knowledge R40). */
  readonly key: string;
  /** The server's own spelling of the path; sent back as is. */
  readonly href: string;
  /** Strong entity tag, quotes included; absent when the server gives none or a weak one. */
  readonly etag?: string;
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
}

export type PutOutcome =
  /** Stored. `item.text` is what the server now has, read back when it may have been rewritten. */
  | { readonly kind: "stored"; readonly item: RemoteItem }
  /** Someone else changed or made it. */
  | { readonly kind: "conflict"; readonly theirs: RemoteItem }
  /** The item that should be replaced is gone. */
  | { readonly kind: "gone" };

export type RemoveOutcome = { readonly kind: "removed" } | { readonly kind: "conflict"; readonly theirs: RemoteItem };

/** What is stored here of a calendar: entity tag by key. Asked for only when a comparison needs it. */
export type Known = () => ReadonlyMap<string, string | undefined>;

/** A signed-in account. Every method throws Failure; none retries by itself. */
export interface CalendarConnection {
  /** Opaque, without secrets: pass it to the next `connect`. */
  readonly endpoints: string;
  /** All calendars that can hold events. */
  calendars(signal: AbortSignal): Promise<readonly RemoteCalendar[]>;
  /** What changed since `cursor`, or, without one, a complete comparison with `known`.
   *  @throws Failure `stale-cursor` when the server forgot the cursor: call again without it */
  changes(
    calendarUrl: string,
    cursor: string | undefined,
    known: Known,
    signal: AbortSignal,
  ): AsyncIterable<ChangePage>;
  /** The item as it is now; undefined when it is gone. */
  fetch(calendarUrl: string, href: string, signal: AbortSignal): Promise<RemoteItem | undefined>;
  /** Creates, never replaces (If-None-Match: *). A retry that meets its own object answers `stored`.
   *  @param name last path segment, minted by us before the first try */
  create(calendarUrl: string, name: string, text: string, signal: AbortSignal): Promise<PutOutcome>;
  /** Replaces exactly the version named by `etag` (If-Match); without one the item is compared with `baseText` first. */
  update(
    calendarUrl: string,
    item: { readonly href: string; readonly etag?: string; readonly baseText: string },
    text: string,
    signal: AbortSignal,
  ): Promise<PutOutcome>;
  /** Removes exactly the version named by `etag`. What is already gone counts as removed. */
  remove(
    calendarUrl: string,
    item: { readonly href: string; readonly etag?: string; readonly baseText: string },
    signal: AbortSignal,
  ): Promise<RemoveOutcome>;
  close(): Promise<void>;
}

export interface CalendarProvider {
  /** Signs in and finds the calendars' home.
   *  @throws Failure wrong-password, host-unknown, certificate, not-caldav, login-page, … */
  connect(login: Login, world: World, signal: AbortSignal): Promise<CalendarConnection>;
}
