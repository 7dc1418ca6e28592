// An earlier version that becomes the next one: its revision number goes on, it never goes back (RFC 5546 §2.1.4).
import { openEdit, stampEdit, vevents } from "./edit-context.ts";
import { type IcalComponent, serializeIcal } from "./ical-text.ts";
import { lineOf, replaceComponent, setLine } from "./ical-tree.ts";

/** The text as what comes after `now`: every VEVENT that differs is stamped with this moment, and its SEQUENCE is one more
 *  than now's where time, rule or status differ.
 *  @param asAttendee somebody else organises it and does the counting (R91) */
export function asRevision(text: string, now: string, nowMs: number, asAttendee: boolean): string {
  if (text === now) return text;
  const context = openEdit(text, nowMs, asAttendee);
  const current = vevents(openEdit(now, nowMs).tree);
  let tree = context.tree;
  for (const event of vevents(tree)) {
    const id = lineOf(event, "RECURRENCE-ID")?.value.trim();
    const before = current.find((one) => lineOf(one, "RECURRENCE-ID")?.value.trim() === id);
    if (!before) continue;
    const counted = sequence(before) > sequence(event) ? setLine(event, "SEQUENCE", lineOf(before, "SEQUENCE")) : event;
    tree = replaceComponent(tree, event, [stampEdit(counted, before, context)]);
  }
  return serializeIcal(tree);
}

function sequence(component: IcalComponent): number {
  return Number.parseInt(lineOf(component, "SEQUENCE")?.value ?? "0", 10) || 0;
}
