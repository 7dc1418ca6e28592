// What the user of the engine does between two kills.
import type { Input } from "../../src-preload/contract/contract.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { Deed, KillServer, Pick } from "./kill-server.ts";
import type { KillableEngine } from "./killable-engine.ts";

const YEAR = { fromMs: Date.parse("2026-06-01T00:00:00Z"), toMs: Date.parse("2027-06-01T00:00:00Z") };

/** Does one deed to an event picked by chance. @returns whether the token was written */
export async function editHere(
  engine: KillableEngine,
  calendarId: CalendarId,
  { deeds, refusals, guests }: KillServer,
  token: string,
  pick: Pick,
): Promise<boolean> {
  const { occurrences } = await engine.call("agenda.range", YEAR);
  const one = occurrences[pick(occurrences.length)];
  const deed = one ? (deeds[pick(deeds.length)] ?? "create") : "create";
  try {
    if (one === undefined || deed === "create") {
      const attendees = guests && pick(2) ? { attendees: [{ address: `guest-${token}@example.com` }] } : {};
      await engine.call("events.create", { ...newEvent(calendarId, token, pick), ...attendees });
      return true;
    }
    return await change(engine, one, deed, token, pick);
  } catch (error) {
    // Gone in the meantime, or not the user's to change: the user is told.
    if (!refusals.includes((error as { code?: string }).code ?? "")) throw error;
    return false;
  }
}

function newEvent(calendarId: CalendarId, title: string, pick: Pick): Input<"events.create"> {
  const day = String(1 + pick(27)).padStart(2, "0");
  const rrule = pick(2) ? { rrule: "FREQ=WEEKLY;COUNT=3" } : {};
  const times = { start: `2026-12-${day}T09:00`, end: `2026-12-${day}T10:00`, zone: "Europe/Paris" };
  return { calendarId, title, ...times, ...rrule };
}

async function change(
  engine: KillableEngine,
  { eventId: id, recurrenceId, start, zone }: Occurrence,
  deed: Exclude<Deed, "create">,
  token: string,
  pick: Pick,
): Promise<boolean> {
  const instance = recurrenceId && { recurrenceId, scope: "this" as const };
  switch (deed) {
    case "title":
    case "location":
    case "description":
      await engine.call("events.update", { id, changes: { [deed]: token } });
      return true;
    case "occurrence":
      if (!instance) break;
      await engine.call("events.update", { id, ...instance, changes: { title: token } });
      return true;
    case "occurrence-remove":
      if (!instance) break;
      await engine.call("events.remove", { id, ...instance });
      return false;
    case "move": {
      const clock = `${String(8 + pick(10)).padStart(2, "0")}:15`;
      const series = recurrenceId && { recurrenceId, scope: "all" as const };
      await engine.call("events.move", { id, start: start.slice(0, 11) + clock, zone, ...series });
      return false;
    }
    case "answer": {
      const answer = (["accepted", "tentative", "declined"] as const)[pick(3)] ?? "accepted";
      const which = instance && pick(2) ? { recurrenceId: instance.recurrenceId } : {};
      await engine.call("events.respond", { id, answer, comment: token, ...which });
      return false;
    }
    case "remove":
      break;
  }
  await engine.call("events.remove", { id });
  return false;
}
