// The endpoints of events and their occurrences.
import type { Event } from "@microsoft/microsoft-graph-types";
import { badRequest, invalid, itemNotFound, notAllowed, Refusal, type Reply, stale } from "./answer.ts";
import { addAttachment, attachmentsOf } from "./attachments.ts";
import type { Found, Item, StoredCalendar } from "./model.ts";
import { checkEditable, checked } from "./parse.ts";
import { checkOptions, type Expansion, expansions, filtered, ordered, page, pick, selected } from "./query.ts";
import { changeKeyOf, etagOf, type Shown, showEvent, showOriginalStart, showSeries } from "./render.ts";
import { datesIn, occurrence, type Range, touches } from "./series.ts";
import type { Context } from "./state.ts";
import { createEvent, deleteEvent, patchEvent } from "./write.ts";
import { toMs } from "./zones.ts";

type Row = Readonly<Record<string, unknown>>;

const LIST_OPTIONS = ["$select", "$expand", "$filter", "$top", "$skip", "$orderby", "$count"];
const VIEW_OPTIONS = ["startDateTime", "endDateTime", ...LIST_OPTIONS];
/** Selecting these in a view gives nothing. */
const NOT_IN_VIEWS = ["createdDateTime", "lastModifiedDateTime"];

/** `/events`: single events and series, without occurrences. */
export function events(context: Context, calendar: StoredCalendar): Reply {
  const { asked, box, writing } = context;
  if (asked.method === "POST") {
    checkEditable(calendar);
    const body = checked<Event>("event", asked.body);
    const item = createEvent(writing, body, { calendar: calendar.key });
    return { status: 201, ...single(context, { item }) };
  }
  checkOptions(context, LIST_OPTIONS);
  const show = shower(context);
  const isWanted = filtered<Item>(
    asked.query.get("$filter"),
    (item) => showEvent(context.view, item),
    ({ extended }) => extended,
  );
  const items = [...box.items.values()].filter((item) => item.calendar === calendar.key && isWanted(item));
  const inOrder = ordered(items, asked.query.get("$orderby"), (item) => showEvent(context.view, item));
  return page(context, inOrder, (item) => show({ item }), "users('me')/events");
}

/** `/events/{id}`. */
export function event(context: Context, found: Found, calendar: StoredCalendar | undefined): Reply {
  const { asked, writing } = context;
  switch (asked.method) {
    case "GET":
      checkOptions(context, ["$select", "$expand"]);
      return { status: 200, ...single(context, found) };
    case "PATCH": {
      checkEditable(calendar);
      const body = checked<Event>("event", asked.body);
      checkVersion(context, found);
      patchEvent(writing, found, body);
      return { status: 200, ...single(context, found) };
    }
    case "DELETE":
      checkEditable(calendar);
      checkVersion(context, found);
      deleteEvent(writing, found);
      return { status: 204 };
    default:
      throw notAllowed();
  }
}

/** The refusals of a write that have nothing to do with its body. @throws Refusal 412, 409 */
export function checkVersion({ asked, state: { habits } }: Context, { item, date }: Found): void {
  if (habits.spontaneous412 > 0) {
    habits.spontaneous412--;
    throw stale();
  }
  if (habits.spontaneous409 > 0) {
    habits.spontaneous409--;
    throw new Refusal(409, "ErrorIrresolvableConflict", "The item was changed by another request. Try again.");
  }
  const wanted = asked.headers["if-match"];
  if (wanted === undefined || wanted === "*" || habits.ifMatch === "ignored") return;
  if (wanted !== etagOf(changeKeyOf(item, date))) throw stale();
}

function single(context: Context, found: Found): Pick<Reply, "body" | "headers"> {
  const { asked } = context;
  const body = shower(context)(found);
  return {
    headers: { ETag: String(body["@odata.etag"]) },
    body: { "@odata.context": `${asked.origin}/v1.0/$metadata#users('me')/events/$entity`, ...body },
  };
}

/** Shows events with what the request selects and expands. */
function shower({ asked, view }: Context, isView = false): (found: Found) => Row {
  const isWrite = asked.method !== "GET";
  const select = selected("event", isWrite ? undefined : asked.query.get("$select"));
  const expand = isWrite ? [] : expansions(asked.query.get("$expand"));
  return ({ item, date }) => {
    const row: Shown = {
      ...showEvent(view, item, date),
      ...(select?.includes("originalStart") && showOriginalStart(item, date)),
      ...(select?.includes("cancelledOccurrences") && date === undefined && showSeries(view, item)),
    };
    const names = isView ? select?.filter((name) => !NOT_IN_VIEWS.includes(name)) : select;
    return { ...pick(row, names), ...expanded(view, { item, date }, expand) };
  };
}

function expanded(view: Context["view"], { item, date }: Found, expand: readonly Expansion[]): Row {
  return Object.assign({}, ...expand.map((one) => expandOne(view, { item, date }, one)));
}

function expandOne(view: Context["view"], { item, date }: Found, { name, select, filter }: Expansion): Row {
  switch (name) {
    case "exceptionOccurrences": {
      if (date !== undefined || !item.recurrence) return {};
      const names = selected("event", select);
      const rows = [...item.exceptions.keys()].sort().map((one) => {
        const original = names?.includes("originalStart") ? showOriginalStart(item, one) : {};
        return pick({ ...showEvent(view, item, one), ...original }, names);
      });
      return { exceptionOccurrences: rows };
    }
    case "singleValueExtendedProperties": {
      const wanted = [...(filter ?? "").matchAll(/id eq '((?:[^']|'')*)'/g)].map(([, id]) => id ?? "");
      if (wanted.length === 0) throw badRequest("A filter by id is needed to expand singleValueExtendedProperties.");
      const found = wanted.flatMap((id) => (item.extended.has(id) ? [{ id, value: item.extended.get(id) }] : []));
      return found.length === 0 ? {} : { singleValueExtendedProperties: found };
    }
    case "attachments":
      return { attachments: attachmentsOf(item, true) };
    default:
      return {};
  }
}

/** `/events/{id}/instances`: occurrences in a range. */
export function instances(context: Context, { item }: Found): Reply {
  checkOptions(context, VIEW_OPTIONS);
  const range = rangeOf(context);
  if (!item.recurrence) throw invalid("The event is not a series master.", "ErrorInvalidRequest");
  const show = shower(context);
  return page(context, datesIn(item, range), (date) => show({ item, date }), "users('me')/events");
}

/** `/calendarView`: everything that touches a range, series expanded. */
export function calendarView(context: Context, calendar: StoredCalendar): Reply {
  checkOptions(context, VIEW_OPTIONS);
  const range = rangeOf(context);
  checkWindow(context, range);
  const show = shower(context, true);
  const isWanted = filtered<Found>(context.asked.query.get("$filter"), ({ item, date }) =>
    showEvent(context.view, item, date),
  );
  const rows = [...context.box.items.values()]
    .filter((item) => item.calendar === calendar.key)
    .flatMap((item) => occurrencesIn(item, range))
    .filter(isWanted)
    .map((found) => ({ found, startMs: toMs(occurrence(found.item, found.date).start) }))
    .sort((one, other) => one.startMs - other.startMs);
  const inOrder = ordered(rows, context.asked.query.get("$orderby"), ({ found }) =>
    showEvent(context.view, found.item, found.date),
  );
  return page(context, inOrder, ({ found }) => show(found), "users('me')/calendarView");
}

/** The single event, or the occurrences of the series, that touch a range. */
export function occurrencesIn(item: Item, range: Range): readonly Found[] {
  if (item.recurrence) return datesIn(item, range).map((date) => ({ item, date }));
  return touches(item.fields, range) ? [{ item }] : [];
}

/** @throws Refusal 400 without a range; its ends are UTC unless they say otherwise */
export function rangeOf({ asked: { query } }: Context): Range {
  const read = (name: string) => {
    const text = query.get(name);
    if (text === null) {
      throw new Refusal(
        400,
        "ErrorInvalidParameter",
        "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
      );
    }
    const isZoned = /Z$|[+-]\d\d:\d\d$/.test(text);
    const ms = Date.parse(/T/.test(text) && !isZoned ? `${text}Z` : text.replace(" ", "+"));
    if (Number.isNaN(ms))
      throw new Refusal(400, "ErrorInvalidParameter", `The value '${text}' of parameter '${name}' is invalid.`);
    return ms;
  };
  const range = { fromMs: read("startDateTime"), toMs: read("endDateTime") };
  if (range.toMs < range.fromMs)
    throw new Refusal(400, "ErrorInvalidParameter", "EndDateTime is before StartDateTime.");
  return range;
}

/** @throws Refusal 504 for more than the server can expand in its time */
export function checkWindow({ state: { habits } }: Context, { fromMs, toMs: untilMs }: Range): void {
  const most = habits.bigWindow504;
  if (most !== undefined && untilMs - fromMs > most * 86_400_000) throw new Refusal(504, "UnknownError", "");
}

/** `/events/{id}/attachments`. */
export function attachments({ asked }: Context, { item }: Found): Reply {
  if (asked.method === "GET") return { status: 200, body: { value: attachmentsOf(item, false) } };
  if (!asked.body || typeof asked.body !== "object") throw badRequest("Unable to read JSON request payload.");
  return { status: 201, body: addAttachment(item, asked.body) };
}

/** @throws Refusal 404 */
export function existing(found: Found | undefined): Found {
  if (!found) throw itemNotFound();
  return found;
}
