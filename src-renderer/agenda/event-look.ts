// The class names of an event: its state by shape first (look.md §4). calendar.css draws them. Pure.
import type { AgendaItem } from "./occurrence.ts";

/** Shorter ones have room for a bare line only. */
const BRIEF_MS = 25 * 60_000;

/** Where and when it is drawn: `block` in a column of hours, `bar` over whole days, `row` in a month, `list` in the list. */
export interface Scene {
  readonly form: "block" | "bar" | "row" | "list";
  readonly nowMs: number;
  readonly selected: boolean;
  /** Waits to be pasted elsewhere. */
  readonly isCut: boolean;
}

/** Class names of an event. */
export function looksOf({ occurrence: o }: AgendaItem, { form, nowMs, selected, isCut }: Scene): string {
  const names = ["cx-ev"];
  if (o.endMs <= nowMs) names.push("past");
  else if (o.startMs <= nowMs && !o.allDay) names.push("running");
  if (form === "block" && o.endMs - o.startMs < BRIEF_MS) names.push("brief");
  if (o.status === "cancelled") names.push("dec", "off");
  else if (o.answer === "declined") names.push("dec");
  else if (o.status === "tentative" || o.answer === "tentative") names.push("maybe");
  else if (o.answer === "needs-action") names.push("open");
  if (o.conflict) names.push("torn");
  if (selected) names.push("on");
  if (isCut) names.push("cut");
  if (form === "row") names.push("cx-row");
  if (form === "list") names.push("cx-list");
  return names.join(" ");
}
