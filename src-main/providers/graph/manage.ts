// Calendars as such: which there are, making, renaming, recolouring and deleting them (learn.microsoft.com/graph/api/resources/calendar).
import type { Calendar } from "@microsoft/microsoft-graph-types";
import { Failure } from "../../../src-preload/contract/failure.ts";
import type { FailureSubject } from "../../../src-preload/contract/failure-words.ts";
import type { RemoteCalendar } from "../provider.ts";
import { type Account, calendarPath, calendarUrl, placeOf } from "./calendar-place.ts";
import { pageOf } from "./listing.ts";
import { hexOf, nearestColor } from "./manage-colors.ts";
import { resourceOf } from "./resource-shape.ts";
import { attempt } from "./wire.ts";
import { errorOf, failureOf, type GraphAnswer, objectOf } from "./wire-refusals.ts";

const ROWS = 100;
const MAX_PAGES = 50;

interface Wanted {
  readonly name: string;
  readonly color?: string;
}

/** What was there before each creation, and what came of it, by the name minted for it. */
export interface Creations {
  readonly begun: Map<string, { readonly before: ReadonlySet<string>; id?: string }>;
}

/** All calendars, the default one first, then as the server orders them.
 *  @throws Failure no-mailbox */
export async function listCalendars(account: Account, signal: AbortSignal): Promise<readonly RemoteCalendar[]> {
  const calendars = await readCalendars(account, signal);
  const ordered = calendars.toSorted(
    (a, b) => Number(b.isDefaultCalendar ?? false) - Number(a.isDefaultCalendar ?? false),
  );
  return ordered.map((calendar, order) => ({ ...toRemote(account, calendar), order }));
}

async function readCalendars(account: Account, signal: AbortSignal): Promise<readonly Calendar[]> {
  const calendars = new Map<string, Calendar>();
  // Without a size some tenants answer 500 (MS365-Calendar#113).
  let at: string | undefined = `/me/calendars?$top=${ROWS}`;
  for (let page = 0; at !== undefined && page < MAX_PAGES; page++) {
    const answer: GraphAnswer = await account.wire.send({ method: "GET", path: at }, signal);
    const found = answer.status < 300 ? pageOf(answer) : undefined;
    if (found === undefined) throw failureOf(answer);
    for (const calendar of found.values as readonly Calendar[]) {
      if (calendar.id) calendars.set(calendar.id, calendar);
    }
    at = found.next;
  }
  return [...calendars.values()];
}

function toRemote(account: Account, calendar: Calendar): RemoteCalendar {
  const color = hexOf(calendar);
  return {
    url: calendarUrl(account, calendar.id ?? ""),
    name: calendar.name ?? "",
    ...(color !== undefined && { color }),
    readOnly: calendar.canEdit === false,
    ...(calendar.isDefaultCalendar && { isDefault: true }),
    // Exchange mails whoever is on an event's list, whoever puts them there.
    schedules: true,
  };
}

/** Makes a calendar. Graph names it itself and knows no transaction here, so that a name seen just now proves nothing: one may
 *  have had it all along. A calendar is an earlier try's own when it has the name and was not there before that try began.
 *  @param name minted for this creation; tries with the same one make one calendar
 *  @throws Failure refused-data when another calendar has the name: Exchange keeps names unique */
export async function createCalendar(
  account: Account,
  { begun }: Creations,
  name: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<RemoteCalendar> {
  const now = await readCalendars(account, signal);
  const earlier = begun.get(name);
  const creation = earlier ?? { before: new Set(now.map(({ id }) => id ?? "")) };
  begun.set(name, creation);
  const isOwn = ({ id, name: called }: Calendar) => called === wanted.name && !creation.before.has(id ?? "");
  const made = earlier && now.find((one) => one.id === earlier.id || isOwn(one));
  const madeId = made === undefined ? await makeAt(account, wanted, signal) : made.id;
  // Its id may be another one shortly after it was made (docs#5580): the list says which it is to be.
  const listed = (await readCalendars(account, signal)).find((one) => (made ? one.id === made.id : isOwn(one)));
  if (listed === undefined)
    throw new Failure("server-error", { host: new URL(account.graphUrl).hostname, status: 201 });
  if (listed.id !== madeId) account.traits.note("renamed-calendar");
  creation.id = listed.id;
  return toRemote(account, listed);
}

/** @returns the id that it has at first */
async function makeAt(account: Account, { name, color }: Wanted, signal: AbortSignal): Promise<unknown> {
  const post = (more: Calendar) =>
    account.wire.send({ method: "POST", path: "/me/calendars", body: { name, ...more } }, signal);
  let answer = await post(color === undefined ? {} : { hexColor: color });
  if (answer.status === 400 && color !== undefined) answer = await post({ color: nearestColor(color) });
  if (answer.status < 300) return resourceOf(answer.body)?.id;
  const { code } = errorOf(answer.body);
  if (/FolderExists|DuplicateName/i.test(code))
    throw new Failure("refused-data", { detail: "a calendar of this name is already there" });
  throw refusalOf(answer, "create-calendar");
}

/** Renames or recolours, one property at a time, so that a refusal says of what. */
export async function changeCalendar(
  account: Account,
  url: string,
  { name, color }: Partial<Wanted>,
  signal: AbortSignal,
): Promise<void> {
  const path = calendarPath(placeOf(account, url));
  const patch = (body: Calendar) => account.wire.send({ method: "PATCH", path, body }, signal);
  if (name !== undefined) checkChanged(await patch({ name }), "rename");
  if (color === undefined) return;
  // Documented as read-only, taken all the same (docs#2530); where it is not, the nearest of the named colours has to do.
  const answer = await patch({ hexColor: color });
  const isKept = answer.status < 300 && hexOf(objectOf(answer.body) ?? {}) === color.toUpperCase();
  const isRefused = answer.status === 400 || (answer.status < 300 && !isKept);
  checkChanged(isRefused ? await patch({ color: nearestColor(color) }) : answer, "recolor");
}

function checkChanged(answer: GraphAnswer, what: "rename" | "recolor"): void {
  if (answer.status === 404) throw new Failure("missing", { what: "calendar" });
  if (answer.status >= 300) throw refusalOf(answer, what);
}

/** Deletes a calendar with all it holds; one that is gone counts as deleted. The default one stays: Exchange keeps it. */
export async function removeCalendar(account: Account, url: string, signal: AbortSignal): Promise<void> {
  const path = calendarPath(placeOf(account, url));
  const answer = await account.wire.send({ method: "DELETE", path }, signal);
  if (answer.status < 300 || answer.status === 404 || answer.status === 410) return;
  const look = () => account.wire.send({ method: "GET", path: `${path}?$select=id` }, signal);
  if (answer.status >= 500) {
    const left = await attempt(look());
    if (!(left instanceof Failure) && left.status === 404) return;
  }
  throw refusalOf(answer, "delete-calendar");
}

/** What Graph does not do to this calendar it calls a bad request. */
function refusalOf(answer: GraphAnswer, what: FailureSubject): Failure {
  const failure = failureOf(answer);
  if (answer.status === 400 && objectOf(answer.body)) return new Failure("unsupported", { what });
  return failure.reason === "read-only" ? new Failure("forbidden", { host: new URL(answer.url).hostname }) : failure;
}
