// Calendars as such: which there are, making, renaming, recolouring and deleting them (RFC 4791 §5.3.1, RFC 5689, RFC 4918).
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { RemoteCalendar } from "../provider.ts";
import type { Endpoints } from "./discovery.ts";
import { isSamePath } from "./href.ts";
import { type Limits, limitsIn } from "./limits.ts";
import { toCalendar } from "./map.ts";
import { CALDAV, type Condition, type DavRow, hasType, parseError, parseMultistatus } from "./multistatus.ts";
import { conditionFailure, type DavAnswer } from "./refusals.ts";
import { LIST_CALENDARS, makeCalendar, makeCollection, setProperties } from "./requests.ts";
import type { Traits } from "./traits.ts";
import { attempt, type Wire } from "./wire.ts";

/** An account's calendars on the wire. */
export interface Account {
  readonly wire: Wire;
  readonly traits: Traits;
  readonly found: Endpoints;
  readonly limits: Map<string, Limits>;
}

/** All calendars that can hold events, of every home. */
export async function listCalendars(account: Account, signal: AbortSignal): Promise<readonly RemoteCalendar[]> {
  const { wire, found } = account;
  const calendars = new Map<string, RemoteCalendar>();
  const places = [
    ...found.homes.map((url) => ({ url, depth: "1" as const })),
    ...(found.single === undefined ? [] : [{ url: found.single, depth: "0" as const }]),
  ];
  for (const { url, depth } of places) {
    const answer = await wire.multistatus({ method: "PROPFIND", url, depth, body: LIST_CALENDARS }, signal);
    // A home that is gone must never look like an account without calendars.
    if (answer.rows.every((row) => (row.status ?? 200) >= 300)) throw new Failure("missing", { what: "calendar" });
    for (const row of answer.rows.filter((one) => hasType(one, CALDAV, "calendar"))) {
      const calendar = described(account, row, answer.url);
      if (calendar !== undefined && !calendars.has(calendar.url)) calendars.set(calendar.url, calendar);
    }
  }
  return [...calendars.values()];
}

function described({ wire, traits, found, limits }: Account, row: DavRow, base: string): RemoteCalendar | undefined {
  const url = wire.follow(row.href, base);
  const calendar = toCalendar(row, url, found.schedules === true);
  if (calendar === undefined) return undefined;
  limits.set(url, limitsIn(row));
  // Learnt from a refusal (R12).
  return traits.has("read-only", url) ? { ...calendar, readOnly: true } : calendar;
}

/** The calendar at `url` as the server has it; undefined where none is. */
async function lookUp(account: Account, url: string, signal: AbortSignal): Promise<RemoteCalendar | undefined> {
  const request = { method: "PROPFIND", url, depth: "0", body: LIST_CALENDARS } as const;
  const answer = await attempt(account.wire.multistatus(request, signal));
  if (answer instanceof Failure) {
    if (answer.code === "missing" || answer.code === "forbidden" || answer.code === "conflict") return undefined;
    throw answer;
  }
  const row = answer.rows.find((one) => isSamePath(one.href, answer.url)) ?? answer.rows[0];
  return row && described(account, row, answer.url);
}

interface Properties {
  readonly name?: string;
  readonly color?: string;
}

/** Makes a calendar in the first home. A retry meets its own result.
 *  @param name last path segment, minted before the first try */
export async function createCalendar(
  account: Account,
  name: string,
  wanted: { readonly name: string; readonly color?: string },
  signal: AbortSignal,
): Promise<RemoteCalendar> {
  const home = account.found.homes[0];
  if (home === undefined) throw new Failure("unsupported", { what: "create-calendar" });
  const url = `${home.replace(/\/*$/, "/")}${encodeURIComponent(name)}/`;
  await makeAt(account, url, wanted, signal);
  const made = await lookUp(account, url, signal);
  // Made for sure, but its index lags.
  if (made === undefined) return { url, readOnly: false, ...wanted };
  return { ...made, ...(await mended(account, made, wanted, signal)) };
}

/** Some servers make the calendar and forget its name or colour (Xandikos): told again, in their own words. */
async function mended(
  account: Account,
  made: RemoteCalendar,
  wanted: { readonly name: string; readonly color?: string },
  signal: AbortSignal,
): Promise<Properties> {
  const name = made.name === wanted.name ? undefined : wanted.name;
  const isSameColor = wanted.color === undefined || made.color?.toLowerCase() === wanted.color.toLowerCase();
  const properties = { ...(name !== undefined && { name }), ...(!isSameColor && { color: wanted.color }) };
  const kept: { name?: string; color?: string } = {};
  for (const [key, value] of Object.entries(properties) as ["name" | "color", string][]) {
    const done = await attempt(changeCalendar(account, made.url, { [key]: value }, signal));
    if (!(done instanceof Failure)) kept[key] = value;
  }
  return kept;
}

async function makeAt(account: Account, url: string, wanted: Properties, signal: AbortSignal): Promise<void> {
  const { wire, traits } = account;
  const first = await wire.send({ method: "MKCALENDAR", url, body: makeCalendar(wanted) }, signal);
  if (isDone(first)) return;
  // It may be our own, made by a try whose answer was lost.
  if (await lookUp(account, url, signal)) return;
  if (!canTryMkcol(first)) throw refusalOf(wire, first, "create-calendar");
  const second = await wire.send({ method: "MKCOL", url, body: makeCollection(wanted) }, signal);
  if (!isDone(second)) {
    if (await lookUp(account, url, signal)) return;
    // What the first refusal named counts more than a second "no".
    const isPlainNo = [403, 405, 415, 501].includes(second.status);
    throw isPlainNo
      ? new Failure("unsupported", { what: "create-calendar" })
      : refusalOf(wire, second, "create-calendar");
  }
  traits.note("mkcol-only");
  if (await lookUp(account, url, signal)) return;
  // A server that knows the plain MKCOL alone has made a folder: it goes again.
  await wire.send({ method: "DELETE", url }, signal);
  throw new Failure("unsupported", { what: "create-calendar" });
}

/** 2xx without a refusal hidden in a 207. */
const isDone = (answer: DavAnswer) => answer.status < 300 && refusalsIn(answer).length === 0;

const canTryMkcol = ({ status, body }: DavAnswer) =>
  [405, 415, 501].includes(status) || (status === 403 && (parseError(body) ?? []).length > 0) || status === 400;

interface Refusal {
  readonly status: number;
  readonly conditions: readonly Condition[];
}

function refusalsIn(answer: DavAnswer): readonly Refusal[] {
  const rows = answer.status === 207 ? (parseMultistatus(answer.body)?.rows ?? []) : [];
  return rows.flatMap(({ status, conditions, refused }) => [
    ...((status ?? 200) >= 300 ? [{ status: status ?? 0, conditions }] : []),
    // What failed only because something else did says nothing.
    ...refused.filter((one) => one.status !== 424),
  ]);
}

function refusalOf(wire: Wire, answer: DavAnswer, what: "create-calendar" | "rename" | "recolor" | "delete-calendar") {
  if ([405, 501].includes(answer.status)) return new Failure("unsupported", { what });
  const failure = wire.failure(answer);
  // That its events are read-only is not the point here.
  return failure.reason === "read-only" ? new Failure("forbidden", { host: new URL(answer.url).hostname }) : failure;
}

/** Renames or recolours, one property at a time: a server refuses all for the sake of one (RFC 4918 §9.2). */
export async function changeCalendar(
  { wire }: Account,
  url: string,
  { name, color }: Properties,
  signal: AbortSignal,
): Promise<void> {
  const changes = [
    ...(name === undefined ? [] : [{ what: "rename" as const, body: setProperties({ name }) }]),
    ...(color === undefined ? [] : [{ what: "recolor" as const, body: setProperties({ color }) }]),
  ];
  for (const { what, body } of changes) {
    const answer = await wire.send({ method: "PROPPATCH", url, body }, signal);
    const refusal = refusalsIn(answer)[0];
    if (refusal !== undefined) throw propertyFailure(wire, answer, refusal, what);
    if (answer.status === 404 || answer.status === 410) throw new Failure("missing", { what: "calendar" });
    if (answer.status >= 300)
      throw answer.status === 400 ? new Failure("unsupported", { what }) : refusalOf(wire, answer, what);
  }
}

/** A refusal inside the 207: this property is not to be changed, or not by this user. */
function propertyFailure(wire: Wire, answer: DavAnswer, { status, conditions }: Refusal, what: "rename" | "recolor") {
  const said = conditionFailure(status, conditions, answer.method);
  if (said?.reason === "read-only") return new Failure("forbidden", { host: new URL(answer.url).hostname });
  if (said !== undefined) return said;
  return [403, 404, 405, 409, 415, 501].includes(status)
    ? new Failure("unsupported", { what })
    : wire.failure({ ...answer, status });
}

/** Deletes a calendar with all it holds; one that is gone counts as deleted. */
export async function removeCalendar(account: Account, url: string, signal: AbortSignal): Promise<void> {
  const { wire, found } = account;
  // A home holds every calendar: never that, whatever was asked.
  if (found.homes.some((home) => isSamePath(home, url))) throw new Failure("unsupported", { what: "delete-calendar" });
  const answer = await wire.send({ method: "DELETE", url }, signal);
  const refusal = refusalsIn(answer)[0];
  if (refusal !== undefined) throw wire.failure({ ...answer, status: refusal.status });
  if (answer.status < 300 || answer.status === 404 || answer.status === 410) return;
  if (answer.status >= 500 && (await attempt(lookUp(account, url, signal))) === undefined) return;
  throw refusalOf(wire, answer, "delete-calendar");
}
