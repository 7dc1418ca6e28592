// The order of an account's calendars (design §5): synced ones, groups, missions, the rest. Pure.
import type { Calendar } from "../../src-preload/contract/calendars.ts";

/** Part of an account's list that one can be moved within. */
type Part = "synced" | "group" | "mission" | "other";

const PARTS = ["synced", "group", "mission", "other"] as const;

/** The part a calendar stands in. */
function partOf({ syncEnabled, kind }: Pick<Calendar, "syncEnabled" | "kind">): Part {
  if (syncEnabled) return "synced";
  return kind === "personal" ? "other" : kind;
}

/** Calendars by part, each in the order the engine lists them; empty parts are left out. */
export function partsOf(
  calendars: readonly Calendar[],
): readonly { readonly part: Part; readonly own: readonly Calendar[] }[] {
  return PARTS.map((part) => ({ part, own: calendars.filter((one) => partOf(one) === part) })).filter(
    ({ own }) => own.length > 0,
  );
}

/** Where calendars stand after one was moved before another (or last): the places that have to change.
 *  @param before absent: behind all others */
export function placesAfter(
  own: readonly Calendar[],
  id: Calendar["id"],
  before: Calendar["id"] | undefined,
): readonly { readonly id: Calendar["id"]; readonly order: number }[] {
  const moved = own.find((one) => one.id === id);
  if (!moved || before === id) return [];
  const rest = own.filter((one) => one !== moved);
  const at = before === undefined ? rest.length : rest.findIndex((one) => one.id === before);
  const next = [...rest.slice(0, at), moved, ...rest.slice(at)];
  if (next.every((one, n) => one === own[n])) return [];
  return next.flatMap((one, n) => (one.order === n ? [] : [{ id: one.id, order: n }]));
}
