// Which calendar an event lies in: an id alone does not tell.
import { BATCH, batchGet } from "./batch.ts";
import { calendarPath, type Place } from "./calendar-place.ts";
import { objectOf } from "./wire-refusals.ts";

/** Events that can be had: which of them lie in another calendar of the user's? Graph may find an event by its id in any
 *  calendar's path. Where it does not say for sure, the event counts as here. */
export async function movedAway(
  place: Place,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const away = new Set<string>();
  for (let start = 0; start < ids.length; start += BATCH - 2) {
    const part = ids.slice(start, start + BATCH - 2);
    const homes = part.map((id) => `/me/events/${encodeURIComponent(id)}/calendar?$select=id`);
    const paths = [`${calendarPath(place)}?$select=id`, "/me/calendars?$select=id&$top=100", ...homes];
    const [own, all, ...found] = (await batchGet(place, paths, signal)).map(({ status, body }) =>
      status < 300 ? objectOf(body) : undefined,
    );
    const listed = Array.isArray(all?.value) ? all.value.map((one: unknown) => objectOf(one)?.id) : [];
    for (const [index, home] of found.entries()) {
      // All in the server's own spelling: that of our URL may be another, and so may that of a calendar shared by others.
      const isElsewhere = typeof own?.id === "string" && home?.id !== own.id && listed.includes(home?.id);
      if (isElsewhere && home?.id !== undefined) away.add(part[index] ?? "");
    }
  }
  return away;
}
