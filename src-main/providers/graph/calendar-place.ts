// Where things are: a calendar and its events as addresses, and what is needed to ask for them.
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { Clock } from "../../ports.ts";
import type { Pool } from "./pool.ts";
import type { Traits } from "./traits.ts";
import type { Wire } from "./wire.ts";

/** A signed-in mailbox. */
export interface Account {
  readonly wire: Wire;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly traits: Traits;
  /** Without a slash at its end. */
  readonly graphUrl: string;
  /** The user's mail addresses. */
  readonly addresses: readonly string[];
  /** Paths of events set aside because the server stumbled over them: each run looks whether that is over. */
  readonly failing: Set<string>;
}

/** One calendar of it. */
export interface Place extends Account {
  /** Opaque, in the server's own spelling: ids differ by the case of letters alone. */
  readonly id: string;
}

const CALENDARS = "/v1.0/me/calendars/";

/** The URL that names a calendar in the port. */
export function calendarUrl({ graphUrl }: Pick<Account, "graphUrl">, id: string): string {
  return `${graphUrl}${CALENDARS}${encodeURIComponent(id)}`;
}

/** The calendar that a URL of the port names. @throws Failure missing for one that is none of ours */
export function placeOf(account: Account, url: string): Place {
  const coded = new URL(url).pathname.split(CALENDARS)[1] ?? "";
  if (coded === "") throw new Failure("missing", { what: "calendar" });
  return { ...account, id: decodeURIComponent(coded) };
}

/** The path of a calendar as the wire takes it. */
export function calendarPath({ id }: Pick<Place, "id">): string {
  return `/me/calendars/${encodeURIComponent(id)}`;
}

/** The path of one of its events as the wire takes it. A shared calendar's events are only found by way of it. */
export function eventPath(place: Pick<Place, "id">, eventId: string): string {
  return `${calendarPath(place)}/events/${encodeURIComponent(eventId)}`;
}

/** The href of an event in the port. */
export function hrefOf(place: Pick<Place, "id">, eventId: string): string {
  return `/v1.0${eventPath(place, eventId)}`;
}

/** The id of the event that an href names: its key. */
export function idOf(href: string): string {
  return decodeURIComponent(href.slice(href.lastIndexOf("/") + 1));
}
