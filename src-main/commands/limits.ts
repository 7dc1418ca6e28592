// What a calendar's server cannot keep, or cannot do quietly: said before anything is saved (design §6.7).
import type { AccountKind } from "../../src-preload/contract/accounts.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { CalendarProvider } from "../providers/provider.ts";
import { getAccount } from "../store/accounts.ts";
import { getCalendar } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { mailedBy } from "./invitations.ts";

/** What the commands ask of the provider behind accounts of a kind. */
export type LimitsOf = (kind: AccountKind) => Pick<CalendarProvider, "refusal" | "alwaysTellsGuests">;

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

function limits(db: Database, limitsOf: LimitsOf, calendarId: CalendarId): ReturnType<LimitsOf> | undefined {
  const { accountId } = getCalendar(db, calendarId);
  return accountId === null ? undefined : limitsOf(getAccount(db, accountId).kind);
}
