// What a calendar's server cannot keep, or cannot do quietly: said before anything is saved (design §6.7).
import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import type { Calendar, CalendarLimit } from "../../src-preload/contract/calendars.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { CalendarProvider } from "../providers/provider.ts";
import { getAccount } from "../store/accounts.ts";
import { getCalendar } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { mailedBy } from "./invitations.ts";

/** What the commands ask of the provider behind accounts of a kind. */
export type LimitsOf = (kind: AccountKind) => Pick<CalendarProvider, "refusal" | "cannot" | "alwaysTellsGuests">;

interface Limited {
  readonly db: Database;
  readonly limitsOf: LimitsOf;
}

/** @param before what the object was before the edit; absent for a new one
 *  @throws Failure not-expressible */
export function refuseUnkeepable(
  { db, limitsOf }: Limited,
  calendarId: CalendarId,
  text: string,
  before?: string,
): void {
  const refused = limits(db, limitsOf, calendarId)?.refusal?.(text, before);
  if (refused) throw refused;
}

/** Moving and undoing never mail anybody: where the server would all the same, they are not done to a meeting.
 *  @throws Failure not-expressible */
export function refuseLoud({ db, limitsOf }: Limited, calendarId: CalendarId, text: string): void {
  if (!limits(db, limitsOf, calendarId)?.alwaysTellsGuests) return;
  if (mailedBy(db, calendarId, text, undefined).length > 0) throw new Failure("not-expressible", { limit: "quiet" });
}

/** What the server of a calendar loses of an event without refusing it. */
export function cannot({ db, limitsOf }: Limited, calendarId: CalendarId): readonly CalendarLimit[] {
  return limits(db, limitsOf, calendarId)?.cannot ?? [];
}

/** A colour that the server of a calendar would lose without a word. @throws Failure not-expressible */
export function refuseColor(limited: Limited, calendarId: CalendarId, color: string | null | undefined): void {
  if (color && cannot(limited, calendarId).includes("color")) throw new Failure("not-expressible", { limit: "color" });
}

/** A calendar with what its server cannot do. */
export function withLimits(limited: Limited, calendar: Calendar): Calendar {
  const lost = cannot(limited, calendar.id);
  const tells = limits(limited.db, limited.limitsOf, calendar.id)?.alwaysTellsGuests;
  return { ...calendar, ...(lost.length > 0 && { cannot: [...lost] }), ...(tells && { alwaysTells: true }) };
}

function limits(db: Database, limitsOf: LimitsOf, calendarId: CalendarId): ReturnType<LimitsOf> | undefined {
  const { accountId } = getCalendar(db, calendarId);
  return accountId === null ? undefined : limitsOf(getAccount(db, accountId).kind);
}
