// Colleagues at work on the local Graph, and a reader who follows them.
import type { Ranges } from "../../src-main/providers/provider.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import { Copy } from "../contracts/calendar-copy.ts";
import { connectTo, hour, type Mailbox, series, single } from "./graph-server.ts";

/** What sync does when the cursor is forgotten. */
export async function follow(copy: Copy, ranges?: Ranges) {
  try {
    return await copy.pull(copy.cursor, ranges);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "stale-cursor") throw error;
    copy.cursor = undefined;
    return copy.pull(undefined, ranges);
  }
}

/** Everything as somebody sees it who comes new. */
export async function truth({ server, clock, url }: Mailbox) {
  const fresh = connectTo(server, clock);
  const copy = new Copy(fresh, url);
  // Asked without the habits that may be in the way.
  await copy.pull();
  await fresh.close();
  return textsOf(copy);
}

export const textsOf = (copy: Copy) => new Map([...copy.items].map(([key, { text }]) => [key, text] as const).sort());

/** Colleagues at work between two runs. */
export function work({ other }: Mailbox) {
  const [a, b, c] = other.events();
  const s = other.events().find((id) => other.event(id)?.type === "seriesMaster") ?? "";
  const singles = [a, b, c].filter((id) => id !== undefined && id !== s) as string[];
  other.addCalendar(`Elsewhere ${other.events().length}`);
  return {
    change: () => other.changeEvent(singles[0] ?? "", { subject: "Changed" }),
    remove: () => other.removeEvent(singles[1] ?? ""),
    add: () => other.addEvent(single("New", "2026-12-01")),
    addFar: () => other.addEvent(single("Far", "2031-06-02")),
    deleteOccurrence: () => other.deleteOccurrence(s, "2026-12-14"),
    changeOccurrence: () => other.changeOccurrence(s, "2026-12-21", { subject: "Special", ...hour("2026-12-22") }),
    changeSeries: () => other.changeEvent(s, { subject: "Renamed series" }),
  };
}

export function fill({ other }: Mailbox): void {
  for (const title of ["A", "B", "C", "D"]) other.addEvent(single(title));
  other.addEvent(series("S"));
  other.addEvent(single("Old", "2019-03-04"));
}

/** Both change feeds, by what the server refuses. */
export const FEEDS = { "events/delta": {}, "calendarView/delta": { eventsDelta: "404" } } as const;
