// Which endpoint a path is (graph.microsoft.com/v1.0), for one mailbox.

import { checkMailbox, getSchedule, mailboxSettings, me, supportedTimeZones, translateExchangeIds } from "./account.ts";
import { type Asked, badRequest, notAllowed, preferencesOf, Refusal, type Reply } from "./answer.ts";
import { calendar, calendarAt, calendars, masterCategories } from "./calendars.ts";
import { attachments, calendarView, event, events, existing, instances } from "./events.ts";
import { feed } from "./feeds.ts";
import { find, type Mailbox, type StoredCalendar } from "./model.ts";
import { ACTIONS, type Action, act } from "./respond.ts";
import type { Context, State } from "./state.ts";
import { isThere } from "./write.ts";
import { checkZone } from "./zones.ts";

/** Serves one request. @throws Refusal */
export function serve(state: State, box: Mailbox, asked: Asked): Reply {
  const preferences = preferencesOf(asked.headers.prefer);
  if (preferences.timeZone !== undefined) checkZone(preferences.timeZone);
  const { habits } = state;
  const type = asked.headers["content-type"] ?? "";
  if (asked.body !== undefined && !type.startsWith("application/json")) {
    throw new Refusal(415, "UnsupportedMediaType", "A Content-Type header of application/json is needed.");
  }
  const view = { box, preferences, switches: habits, origin: asked.origin };
  const writing = { box, switches: habits, nowMs: state.nowMs() };
  const reply = route({ state, asked, box, preferences, view, writing });
  const { applied } = preferences;
  if (applied.length === 0) return reply;
  return { ...reply, headers: { "Preference-Applied": applied.join(", "), ...reply.headers } };
}

const unknownSegment = (name: string) => badRequest(`Resource not found for the segment '${name}'.`);

function route(context: Context): Reply {
  const [first = "", ...rest] = context.asked.segments;
  if (first === "users") {
    if (!isSelf(context, rest[0]))
      throw new Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    return own(context, rest.slice(1));
  }
  if (first === "me") return own(context, rest);
  throw unknownSegment(first);
}

function isSelf({ box }: Context, name = ""): boolean {
  return [box.user.id, box.address].some((one) => one.toLowerCase() === name.toLowerCase());
}

function own(context: Context, segments: readonly string[]): Reply {
  const [first, second, third] = segments;
  if (first === undefined) return me(context);
  // Everything below is kept in the mailbox.
  checkMailbox(context);
  switch (first) {
    case "mailboxSettings":
      return mailboxSettings(context, second);
    case "translateExchangeIds":
      return translateExchangeIds(context);
    case "outlook":
      return outlook(context, second ?? "", third);
    case "calendars":
      if (second === undefined) return calendars(context);
      return inCalendar(context, calendarAt(context, second), segments.slice(2), true);
    case "calendar":
      if (second === "getSchedule") return getSchedule(context);
      return inCalendar(context, calendarAt(context, undefined), segments.slice(1), true);
    case "events":
    case "calendarView":
      return inCalendar(context, calendarAt(context, undefined), segments, false);
    default:
      throw unknownSegment(first);
  }
}

function outlook(context: Context, name: string, id: string | undefined): Reply {
  if (name === "masterCategories") return masterCategories(context, id);
  if (name.startsWith("supportedTimeZones")) return supportedTimeZones(name);
  throw unknownSegment(name);
}

/** @param isScoped whether the path names the calendar: then only its events are found */
function inCalendar(context: Context, one: StoredCalendar, segments: readonly string[], isScoped: boolean): Reply {
  const [first, second, ...rest] = segments;
  if (first === undefined) return calendar(context, one);
  const isDelta = second === "delta" || second === "microsoft.graph.delta()" || second === "delta()";
  const isList = first === "events" && second === undefined;
  if ((isDelta || first === "calendarView") && context.asked.method !== "GET") throw notAllowed();
  if (isList && !["GET", "POST"].includes(context.asked.method)) throw notAllowed();
  if (first === "calendarView") {
    if (isDelta) return feed(context, one, "view");
    return calendarView(context, one);
  }
  if (first !== "events") throw unknownSegment(first);
  if (isList) return events(context, one);
  if (isDelta) return feed(context, one, "events");
  return onEvent(context, isScoped ? one : undefined, second ?? "", rest);
}

function onEvent(context: Context, scope: StoredCalendar | undefined, id: string, rest: readonly string[]): Reply {
  const { box } = context;
  const found = existing(find(box, id));
  const isHere = scope === undefined || found.item.calendar === scope.key;
  if (!isHere || !isThere(found)) existing(undefined);
  const [name] = rest;
  const home = box.calendars.find(({ key }) => key === found.item.calendar);
  if (name === undefined) return event(context, found, home);
  if (name === "instances" && context.asked.method === "GET") return instances(context, found);
  if (name === "attachments") return attachments(context, found);
  const action = name.replace(/^microsoft\.graph\./, "");
  if (action === "permanentDelete")
    return event({ ...context, asked: { ...context.asked, method: "DELETE" } }, found, home);
  if (ACTIONS.has(action)) return act(context, found, action as Action);
  throw unknownSegment(name);
}
