// An engine signed in to the scripted server, and the few questions every test of sync asks it.
import { onTestFinished } from "vitest";
import type { CalendarId, EventId } from "../../src-preload/contract/shapes.ts";
import type { FakeClock } from "../support/fake-clock.ts";
import { fakeClock } from "../support/fake-clock.ts";
import { testFolder } from "../support/folder.ts";
import { testEngine } from "../support/test-engine.ts";
import { scripted } from "./scripted-server.ts";

export const NOVEMBER = { fromMs: Date.parse("2026-11-01T00:00:00Z"), toMs: Date.parse("2026-12-01T00:00:00Z") };

type Policy = "ask" | "newest" | "server" | "mine";

/** @param events text by name, on the server before the account is added
 *  @param synced false: the calendar was never compared
 *  @param addresses the user's own, as the server knows them */
export async function scriptedStory(
  events: Record<string, string> = {},
  synced = true,
  addresses: readonly string[] = [],
) {
  const server = scripted(addresses);
  for (const [name, text] of Object.entries(events)) server.put(name, text);
  const clock: FakeClock = fakeClock();
  const engine = testEngine({ folder: testFolder(), clock, demo: server.provider });
  onTestFinished(() => engine.close());
  const { calendars, account } = await engine.call("accounts.add", { kind: "demo" });
  const calendarId = calendars.find((calendar) => calendar.name === "Scripted")?.id as CalendarId;
  const secondId = calendars.find((calendar) => calendar.name === "Second")?.id as CalendarId;
  const { call } = engine;
  const sync = async (scope = {}) => {
    const { results } = await call("sync.run", scope);
    return results.find((result) => result.calendarId === calendarId);
  };
  if (synced) await sync();
  return {
    ...engine,
    server,
    clock,
    account,
    calendarId,
    secondId,
    sync,
    titles: async () => (await call("agenda.range", NOVEMBER)).occurrences.map((o) => o.title).sort(),
    conflicts: async () => (await call("conflicts.list", {})).conflicts,
    changes: async () => (await call("changes.list", {})).changes,
    history: async (eventId: EventId) => (await call("history.list", { eventId })).entries,
    doctor: async () => (await call("sync.doctor", {})).calendars.find((one) => one.calendarId === calendarId),
    status: async () => (await call("sync.status", {})).calendars.find((one) => one.calendarId === calendarId),
    policy: (conflictPolicy: Policy) => call("calendars.update", { id: calendarId, conflictPolicy }),
    idOf: async (title: string): Promise<EventId> => {
      const { occurrences } = await call("agenda.range", NOVEMBER);
      const found = occurrences.find((one) => one.title === title);
      if (!found) throw new Error(`no event ${title} among ${occurrences.map((one) => one.title)}`);
      return found.eventId;
    },
    get: async (id: EventId) => (await call("events.get", { id })).event,
  };
}

/** The lines of an object, unfolded. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? "").replaceAll("\r\n ", "").split("\r\n");
}
