// The two change feeds (learn.microsoft.com/graph/api/event-delta): single events and series, or a view of a range with
// occurrences. A round is settled when it begins; what changes meanwhile belongs to the next.
import { badRequest, errorBody, Refusal, type Reply } from "./answer.ts";
import { checkWindow, occurrencesIn, rangeOf } from "./events.ts";
import { type Item, mint, type StoredCalendar, type Tombstone } from "./model.ts";
import { pick, plain, selected } from "./query.ts";
import { masterTimes, type Shown, showEvent, showStub } from "./render.ts";
import { datesIn } from "./series.ts";
import type { Context, Cursor, Pending } from "./state.ts";

type Feed = Cursor["feed"];
type Row = Readonly<Record<string, unknown>>;

const OPTIONS: Readonly<Record<Feed, readonly string[]>> = {
  events: ["startDateTime", "$select", "$deltatoken", "$skiptoken", "changeType"],
  view: ["startDateTime", "endDateTime", "$deltatoken", "$skiptoken"],
};
const DEFAULT_ROWS = 10;

/** One page of a feed. */
export function feed(context: Context, calendar: StoredCalendar, kind: Feed): Reply {
  const { asked, state, preferences } = context;
  for (const name of asked.query.keys()) {
    if (OPTIONS[kind].includes(name)) continue;
    throw new Refusal(
      400,
      "ErrorInvalidUrlQuery",
      `The following parameters are not supported with change tracking: '${name}'.`,
    );
  }
  if (kind === "events") checkServed(context);
  const size = preferences.pageSize ?? Math.max(DEFAULT_ROWS, state.pageSize);
  if (state.habits.bigPage504 !== undefined && size > state.habits.bigPage504)
    throw new Refusal(504, "UnknownError", "");
  const token = asked.query.get("$skiptoken") || asked.query.get("$deltatoken");
  const known = token ? state.links.get(token) : undefined;
  if (token && !isValid(context, calendar, kind, known)) return forgotten(context, kind);
  if (known?.kind === "skip") return answer(context, known, size);
  const begun = begin(context, calendar, kind, known);
  if (!state.habits.emptyPageWithNextLink) return answer(context, begun, size);
  return reply(context, [], { ...begun, kind: "skip" });
}

function checkServed({ state: { habits } }: Context): void {
  if (habits.eventsDelta === "404")
    throw new Refusal(404, "ResourceNotFound", "Resource not found for the segment 'delta'.");
  if (habits.eventsDelta === "400") throw badRequest("Resource not found for the segment 'delta'.");
  if (habits.eventsDelta === "501") throw new Refusal(501, "NotImplemented", "The requested feature is not supported.");
}

function isValid({ box }: Context, calendar: StoredCalendar, kind: Feed, known: Cursor | undefined): boolean {
  return known?.feed === kind && known.calendar === calendar.key && known.generation === box.generation;
}

/** The refusal of a link that is not known any more, in the manner switched on. */
function forgotten({ state, asked, box }: Context, kind: Feed): Reply {
  const generation = `generation=605;[highest=${box.generation}][${box.generation}][839][840].`;
  const notFound = errorBody("SyncStateNotFound", `The sync state generation is not found; ${generation}`);
  switch (state.habits.tokenDeath) {
    case "410-location": {
      const path = asked.target.replace(/\?.*$/s, "");
      const location = `${asked.origin}${path}?$deltatoken=`;
      const message = "Resynchronization required. Any held state must be discarded.";
      return { status: 410, headers: { Location: location }, body: errorBody("resyncRequired", message) };
    }
    case "410-body":
      return { status: 410, body: notFound };
    case "400-malformed":
      throw new Refusal(400, "ErrorInvalidIdMalformed", "Id is malformed.");
    case "400-parameter":
      throw badRequest(`Parameter '${kind === "events" ? "DeltaToken" : "SkipToken"}' not supported for this request.`);
  }
}

/** Settles what a round brings. */
function begin(context: Context, calendar: StoredCalendar, kind: Feed, known: Cursor | undefined): Cursor {
  const { box, state } = context;
  const { habits } = state;
  const window = known ? known.window : windowOf(context, kind);
  const since = known?.since ?? 0;
  const from = habits.replayPreviousRound ? (known?.sinceBefore ?? 0) : since;
  const until = box.revision;
  const draft = { feed: kind, window, since: from, shown: known?.shown ?? new Set<string>() };
  const items = [...box.items.values()].filter((item) => item.calendar === calendar.key && item.revision > from);
  const seen = items.filter((item) => !isHeldBack(context, item));
  const gone = box.tombstones.filter((one) => one.calendar === calendar.key && isNews(context, draft, one));
  const news = [
    ...seen.flatMap((item) => pendingOf(context, draft, item).map((one) => ({ revision: item.revision, one }))),
    ...gone.map((one) => ({ revision: one.revision, one: removalOf(one) })),
  ].sort((one, other) => one.revision - other.revision);
  const rows = news.map(({ one }) => one);
  if (habits.outOfOrder) rows.reverse();
  const whole = habits.duplicateRows ? rows.flatMap((row) => [row, row]) : rows;
  const shown = new Set(draft.shown);
  for (const row of whole) {
    if ("event" in row) shown.add(row.event);
    else shown.delete(row.removed);
  }
  const { generation } = box;
  const fixed = { feed: kind, calendar: calendar.key, generation, ...(window && { window }) };
  return { kind: "skip", ...fixed, since, sinceBefore: known?.sinceBefore ?? 0, until, rest: whole, whole, shown };
}

function windowOf(context: Context, kind: Feed): Cursor["window"] {
  if (kind === "events") {
    const start = context.asked.query.get("startDateTime");
    return start === null ? undefined : { fromMs: Date.parse(start), toMs: Number.MAX_SAFE_INTEGER };
  }
  const window = rangeOf(context);
  checkWindow(context, window);
  return window;
}

/** An event just created takes a while to reach the feeds: it comes with a later round. */
function isHeldBack({ box }: Context, item: Item): boolean {
  if (item.echoDelay === 0) return false;
  item.echoDelay--;
  item.revision = box.revision + 1;
  item.bornRevision = item.revision;
  box.revision++;
  return true;
}

type Draft = Pick<Cursor, "feed" | "window" | "since" | "shown">;

/** Is a removal worth a row? What came and went between two rounds is none. */
function isNews({ box, state: { habits } }: Context, draft: Draft, one: Tombstone): boolean {
  if (draft.since === 0 || one.revision <= draft.since || one.bornRevision > draft.since) return false;
  if (one.isOccurrence) return draft.feed === "view" && !habits.deletedOccurrenceReemitsSeries;
  const back = box.items.get(one.immutableId);
  if (back?.calendar === one.calendar) return false;
  return draft.feed === "events" || habits.outOfWindowTombstones || draft.shown.has(one.immutableId);
}

function removalOf({ immutableId, restId }: Tombstone | Item): Pending {
  return { removed: immutableId, removedRestId: restId };
}

/** The row that a changed event is: itself, or its removal from the window. */
function pendingOf({ state: { habits } }: Context, { feed: kind, window, since, shown }: Draft, item: Item): Pending[] {
  const isOccurrenceOnly = item.contentRevision <= since && since > 0;
  if (kind === "view" && isOccurrenceOnly && !habits.deletedOccurrenceReemitsSeries) return [];
  if (!window || isInside(item, window)) return [{ event: item.immutableId }];
  if (since === 0) return [];
  return habits.outOfWindowTombstones || shown.has(item.immutableId) ? [removalOf(item)] : [];
}

function isInside(item: Item, window: NonNullable<Cursor["window"]>): boolean {
  // An open window: scanning an endless series for it would never end.
  if (window.toMs === Number.MAX_SAFE_INTEGER && item.recurrence) return true;
  return occurrencesIn(item, window).length > 0;
}

function answer(context: Context, cursor: Cursor, size: number): Reply {
  const rows: Row[] = [];
  let used = 0;
  for (const one of cursor.rest) {
    if (rows.length >= size) break;
    // A series stays on one page, however long that gets.
    rows.push(...rowsOf(context, cursor, one));
    used++;
  }
  return reply(context, rows, { ...cursor, rest: cursor.rest.slice(used) });
}

function rowsOf(
  { box, view, asked, preferences }: Context,
  { feed: kind, window, calendar }: Cursor,
  one: Pending,
): Row[] {
  if ("removed" in one) {
    const id = preferences.immutableIds ? one.removed : one.removedRestId;
    return [{ "@odata.type": "#microsoft.graph.event", id, "@removed": { reason: "deleted" } }];
  }
  const item = box.items.get(one.event);
  // Gone since the round began: the next one tells.
  if (item?.calendar !== calendar) return [];
  const typed = (shown: Shown): Row => ({ "@odata.type": "#microsoft.graph.event", ...shown });
  if (kind === "view" && window) return viewRows(view, item, window).map(typed);
  const exceptions = view.switches.exceptionRowsInEvents ? [...item.exceptions.keys()] : [];
  const names = selected("event", asked.query.get("$select"));
  return [showStub(view, item), ...exceptions.map((date) => showStub(view, item, date))].map((row) =>
    pick(typed(row), names),
  );
}

function viewRows(view: Context["view"], item: Item, window: NonNullable<Cursor["window"]>): Shown[] {
  if (!item.recurrence) return [showEvent(view, item)];
  const { switches } = view;
  const master = { ...item, fields: { ...item.fields, ...masterTimes(item) } };
  const occurrences = datesIn(item, window).map((date) =>
    switches.stubOccurrences && !item.exceptions.has(date) ? showStub(view, item, date) : showEvent(view, item, date),
  );
  return [...(switches.masterRowsInView ? [showEvent(view, master)] : []), ...occurrences];
}

/** The page, with the link that comes next. */
function reply({ asked, state }: Context, value: readonly Row[], cursor: Cursor): Reply {
  const isOver = cursor.rest.length === 0 && !(state.habits.endlessNextLink && cursor.whole.length > 0);
  const path = asked.target.replace(/\?.*$/s, "");
  const token = `${mint("token", 40)}-${mint("token", 80)}`.replaceAll("/", "_");
  const next: Cursor = isOver
    ? { ...cursor, kind: "delta", since: cursor.until, sinceBefore: cursor.since, rest: [], whole: [] }
    : { ...cursor, kind: "skip", rest: cursor.rest.length === 0 ? cursor.whole : cursor.rest };
  state.links.set(token, next);
  // A selection lives on in the links.
  const query = new URLSearchParams({
    ...(asked.query.has("$select") && { $select: asked.query.get("$select") ?? "" }),
  });
  query.set(isOver ? "$deltatoken" : "$skiptoken", token);
  const link = `${asked.origin}${path}?${plain(query)}`;
  return {
    status: 200,
    body: {
      "@odata.context": `${asked.origin}/v1.0/$metadata#Collection(event)`,
      [isOver ? "@odata.deltaLink" : "@odata.nextLink"]: link,
      value,
    },
  };
}
