// Calendars: what the user sets for them, and the ones that live on this device only.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { Clock } from "../ports.ts";
import type { CalendarConnection } from "../providers/provider.ts";
import {
  type CalendarRow,
  deleteCalendar,
  getCalendar,
  getCalendarSync,
  insertCalendar,
  listCalendars,
  toCalendar,
  updateCalendar,
  updateCalendarSync,
} from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { paletteColor } from "../store/discovered.ts";
import { newId } from "../store/ids.ts";

export interface CalendarDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** The account's signed-in connection. */
  readonly open: (id: AccountId, signal: AbortSignal) => Promise<CalendarConnection>;
  /** Ends what the account is doing. */
  readonly halt: (id: AccountId) => Promise<void>;
}

/** A calendar on this device. */
export async function createCalendar(
  { db }: CalendarDeps,
  input: Parsed<"calendars.create">,
  _signal: AbortSignal,
): Promise<Output<"calendars.create">> {
  return db.write(() => {
    const id = newId<CalendarId>();
    const position = listCalendars(db).length;
    insertCalendar(db, {
      id,
      name: input.name,
      color: input.color ?? paletteColor(position),
      kind: "personal",
      visible: true,
      readOnly: false,
      position,
    });
    return { calendar: toCalendar(getCalendar(db, id), undefined) };
  });
}

/** @throws Failure missing; unsupported for the name of a server's calendar */
export async function changeCalendar(
  { db, clock }: CalendarDeps,
  input: Parsed<"calendars.update">,
  _signal: AbortSignal,
): Promise<Output<"calendars.update">> {
  const { id, name, color, visible, order, syncEnabled, frequencyMinutes } = input;
  return db.write(() => {
    const row = getCalendar(db, id);
    const sync = getCalendarSync(db, id);
    if (name !== undefined && sync) throw new Failure("unsupported", { what: "rename" });
    if ((syncEnabled !== undefined || frequencyMinutes !== undefined) && !sync) {
      throw new Failure("unsupported", { what: "device-sync" });
    }
    const set: Partial<CalendarRow> = {
      ...(name !== undefined && { name }),
      ...(color !== undefined && { customColor: color }),
      ...(visible !== undefined && { visible }),
      ...(order !== undefined && { position: Math.round(order) }),
    };
    updateCalendar(db, id, set);
    if (frequencyMinutes !== undefined || syncEnabled !== undefined) {
      // Switched on or asked for more often: due at once; by hand only: never by itself.
      const nextAt = (frequencyMinutes ?? sync?.frequencyMinutes) === 0 ? null : clock.nowMs();
      updateCalendarSync(db, id, {
        nextAt,
        ...(frequencyMinutes !== undefined && { frequencyMinutes }),
        ...(syncEnabled !== undefined && { syncEnabled }),
      });
      db.touch("calendars");
    }
    return { calendar: toCalendar({ ...row, ...set }, getCalendarSync(db, id)) };
  });
}

/** @throws Failure missing; unsupported for a server's calendar */
export async function removeCalendar(
  { db }: CalendarDeps,
  id: CalendarId,
  _signal: AbortSignal,
): Promise<Output<"calendars.remove">> {
  return db.write(() => {
    if (getCalendar(db, id).accountId !== null) throw new Failure("unsupported", { what: "delete-calendar" });
    deleteCalendar(db, id);
    return {};
  });
}
