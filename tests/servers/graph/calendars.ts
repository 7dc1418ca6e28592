// The endpoints of calendars (learn.microsoft.com/graph/api/user-post-calendars, calendar-update, calendar-delete).
import type { Calendar } from "@microsoft/microsoft-graph-types";
import { badRequest, invalid, itemNotFound, notAllowed, Refusal, type Reply } from "./answer.ts";
import { newCalendarId, newChangeKey, type StoredCalendar } from "./model.ts";
import { checked } from "./parse.ts";
import { checkOptions, filtered, page, pick, selected } from "./query.ts";
import type { Context } from "./state.ts";
import { addCalendar, removeCalendar } from "./store.ts";

type Row = Readonly<Record<string, unknown>>;

/** `/me/calendars`. */
export function calendars(context: Context): Reply {
  const { asked, box, state } = context;
  const show = (one: StoredCalendar) => showCalendar(context, one);
  if (asked.method === "POST") {
    const { name, color, hexColor } = checked<Calendar>("calendar", asked.body);
    if (!name) throw invalid("The name of a calendar is required.", "ErrorInvalidArgument");
    if (box.calendars.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
      throw new Refusal(409, "ErrorFolderExists", "A folder with the specified name already exists.");
    }
    const more = { ...(color && { color }), ...(hexColor && { hexColor }) };
    const made = addCalendar(box, name, more);
    const reply = { status: 201, body: contextual(context, show(made)) };
    if (state.habits.calendarIdChangesAfterCreate) made.id = newCalendarId();
    return reply;
  }
  if (asked.method !== "GET") throw notAllowed();
  checkOptions(context, ["$select", "$filter", "$top", "$skip", "$count"]);
  if (state.habits.calendars500WithoutTop && !asked.query.has("$top")) {
    throw new Refusal(500, "ErrorInternalServerError", "An internal server error occurred. The operation failed.");
  }
  const isWanted = filtered<StoredCalendar>(asked.query.get("$filter"), show);
  const names = selected("calendar", asked.query.get("$select"));
  return page(context, box.calendars.filter(isWanted), (one) => pick(show(one), names), "users('me')/calendars");
}

/** `/me/calendars/{id}` and `/me/calendar`. */
export function calendar(context: Context, one: StoredCalendar): Reply {
  const { asked, box } = context;
  switch (asked.method) {
    case "GET": {
      checkOptions(context, ["$select"]);
      const names = selected("calendar", asked.query.get("$select"));
      return { status: 200, body: contextual(context, pick(showCalendar(context, one), names)) };
    }
    case "PATCH": {
      const { name, color, hexColor } = checked<Calendar>("calendar", asked.body);
      // The name of the default calendar is the service's own.
      if (name && one.isDefault) throw new Refusal(403, "ErrorAccessDenied", "The default calendar cannot be renamed.");
      Object.assign(one, {
        ...(name && { name }),
        ...(color && { color }),
        ...(hexColor !== undefined && { hexColor: hexColor ?? "" }),
      });
      one.changeKey = newChangeKey();
      return { status: 200, body: contextual(context, showCalendar(context, one)) };
    }
    case "DELETE":
      if (!one.isRemovable)
        throw new Refusal(403, "ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.");
      removeCalendar(box, one);
      return { status: 204 };
    default:
      throw notAllowed();
  }
}

function contextual({ asked }: Context, row: Row): object {
  return { "@odata.context": `${asked.origin}/v1.0/$metadata#users('me')/calendars/$entity`, ...row };
}

/** A calendar as sent. */
function showCalendar({ box }: Context, one: StoredCalendar): Calendar & Row {
  const provider = box.isPersonal ? "unknown" : "teamsForBusiness";
  return {
    id: one.id,
    name: one.name,
    color: one.color as Calendar["color"],
    hexColor: one.hexColor,
    groupClassId: "0006f0b7-0000-0000-c000-000000000046",
    isDefaultCalendar: one.isDefault,
    changeKey: one.changeKey,
    canShare: one.canEdit,
    canViewPrivateItems: true,
    canEdit: one.canEdit,
    isTallyingResponses: one.isDefault,
    isRemovable: one.isRemovable,
    allowedOnlineMeetingProviders: box.isPersonal ? [] : ["teamsForBusiness"],
    defaultOnlineMeetingProvider: provider,
    owner: one.owner ?? { name: box.name, address: box.address },
  };
}

/** The calendar a path names: by id, or the default one. @throws Refusal 404 */
export function calendarAt({ box }: Context, id: string | undefined): StoredCalendar {
  const found = box.calendars.find((one) => (id === undefined ? one.isDefault : one.id === id));
  if (!found) throw itemNotFound();
  return found;
}

/** `/me/outlook/masterCategories`. */
export function masterCategories({ asked, box }: Context, id: string | undefined): Reply {
  const show = ([displayName, color]: readonly [string, string]) => ({ id: displayName, displayName, color });
  if (id !== undefined) return category({ asked, box }, id, show);
  if (asked.method === "GET") return { status: 200, body: { value: [...box.categories].map(show) } };
  const { displayName, color = "none" } = (asked.body ?? {}) as { displayName?: unknown; color?: unknown };
  if (typeof displayName !== "string" || displayName === "") throw badRequest("displayName is required.");
  if (typeof color !== "string" || !/^(none|preset(\d|1\d|2[0-4]))$/.test(color)) {
    throw new Refusal(400, "RequestBodyRead", `Requested value '${String(color)}' was not found.`);
  }
  if (box.categories.has(displayName)) throw new Refusal(409, "ErrorItemAlreadyExists", "The category already exists.");
  box.categories.set(displayName, color);
  return { status: 201, body: show([displayName, color]) };
}

/** A category can be recoloured and deleted, never renamed. */
function category(
  { asked, box }: Pick<Context, "asked" | "box">,
  id: string,
  show: (entry: readonly [string, string]) => object,
): Reply {
  const color = box.categories.get(id);
  if (color === undefined) throw itemNotFound();
  if (asked.method === "DELETE") {
    box.categories.delete(id);
    return { status: 204 };
  }
  if (asked.method === "PATCH") {
    const { displayName, color: next = color } = (asked.body ?? {}) as { displayName?: string; color?: string };
    if (displayName !== undefined) throw badRequest("The displayName of a category cannot be changed.");
    box.categories.set(id, next);
  }
  return { status: 200, body: show([id, box.categories.get(id) ?? color]) };
}
