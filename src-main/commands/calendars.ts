// Calendars: what the user sets for them, the ones on this device, and the ones made, renamed and deleted on a server.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { UNORDERED } from "../domain/calendar-order.ts";
import type { Clock } from "../ports.ts";
import type { CalendarConnection, RemoteCalendar } from "../providers/provider.ts";
import { getAccount } from "../store/accounts.ts";
import {
  type CalendarRow,
  type CalendarSyncRow,
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
import { paletteColor, storeCalendar } from "../store/discovered.ts";
import { newId, newUid } from "../store/ids.ts";
import { forgetLostNotices } from "../store/notices.ts";
import { keepDeparted } from "./command.ts";
import { refuseUnsynced } from "./filing.ts";
import type { LimitsOf } from "./limits.ts";

/** The store, and the server for what is made, renamed or deleted there. */
export interface CalendarDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly limitsOf: LimitsOf;
  /** The account's signed-in connection. */
  readonly open: (id: AccountId, signal: AbortSignal) => Promise<CalendarConnection>;
  /** Ends what the account is doing. */
  readonly halt: (id: AccountId) => Promise<void>;
}

/** A calendar on this device, or with an account on its server; its first sync follows by itself.
 *  @throws Failure of the connection, unsupported, forbidden; then nothing is stored */
export async function createCalendar(
  deps: CalendarDeps,
  input: Parsed<"calendars.create">,
  signal: AbortSignal,
): Promise<Output<"calendars.create">> {
  const { db } = deps;
  const { accountId, kind, missionId } = input;
  const traits = { ...(kind !== undefined && { kind }), ...(missionId !== undefined && { missionId }) };
  const made = accountId === undefined ? undefined : await makeThere(deps, accountId, input, signal);
  return db.write(() => {
    if (made && accountId) return answer(db, storeCalendar(db, accountId, made, traits));
    const id = newId<CalendarId>();
    insertCalendar(db, {
      kind: "personal",
      ...traits,
      id,
      name: input.name,
      color: input.color ?? paletteColor(listCalendars(db, true).length),
      visible: true,
      readOnly: false,
      position: UNORDERED,
    });
    return answer(db, id);
  });
}

/** Kinds of failure after which the server may have done it all the same. */
const UNHEARD: ReadonlySet<string> = new Set(["connection-lost", "timeout", "server-error", "bad-answer"]);

async function makeThere(
  { db, open }: CalendarDeps,
  accountId: AccountId,
  { name, color }: Parsed<"calendars.create">,
  signal: AbortSignal,
): Promise<RemoteCalendar> {
  getAccount(db, accountId);
  const connection = await open(accountId, signal);
  const segment = newUid();
  const properties = { name, ...(color !== undefined && { color }) };
  try {
    return await connection.createCalendar(segment, properties, signal);
  } catch (error) {
    // The same name meets its own result: no second calendar is made.
    if (!(error instanceof Failure) || !UNHEARD.has(error.reason)) throw error;
    return connection.createCalendar(segment, properties, signal);
  }
}

/** @throws Failure missing; of the connection for what its server keeps; unsupported for sync settings without a server */
export async function changeCalendar(
  deps: CalendarDeps,
  input: Parsed<"calendars.update">,
  signal: AbortSignal,
): Promise<Output<"calendars.update">> {
  const { db, clock } = deps;
  const { id } = input;
  const before = getCalendar(db, id);
  if (!getCalendarSync(db, id)) refuseSyncSettings(input);
  await changeThere(deps, before, input, signal);
  if (input.window !== undefined && before.accountId !== null) await deps.halt(before.accountId);
  return db.write(() => {
    getCalendar(db, id);
    const sync = getCalendarSync(db, id);
    updateCalendar(db, id, ownSettings(input));
    if (sync) {
      updateCalendarSync(db, id, syncSettings(input, sync, clock.nowMs()));
      db.touch("calendars");
    }
    return answer(db, id);
  });
}

function refuseSyncSettings(input: Parsed<"calendars.update">): void {
  const { syncEnabled, frequencyMinutes, conflictPolicy, window, serverColor } = input;
  if ([syncEnabled, frequencyMinutes, conflictPolicy, window].some((setting) => setting !== undefined)) {
    throw new Failure("unsupported", { what: "device-sync" });
  }
  if (serverColor !== undefined) throw new Failure("unsupported", { what: "recolor" });
}

/** Name and colour as everyone sees them are changed there first: without a server's yes nothing changes here. */
async function changeThere(
  { db, open }: CalendarDeps,
  before: CalendarRow,
  { name, serverColor }: Parsed<"calendars.update">,
  signal: AbortSignal,
): Promise<void> {
  const sync = getCalendarSync(db, before.id);
  if (!sync || before.accountId === null) return;
  const wanted = {
    ...(name !== undefined && name !== before.name && { name }),
    ...(serverColor !== undefined && { color: serverColor }),
  };
  if (Object.keys(wanted).length === 0) return;
  const connection = await open(before.accountId, signal);
  await connection.changeCalendar(sync.externalCalendarUrl, wanted, signal);
}

function ownSettings({ name, color, serverColor, visible, order }: Parsed<"calendars.update">): Partial<CalendarRow> {
  return {
    ...(name !== undefined && { name }),
    ...(serverColor !== undefined && { color: serverColor, customColor: null }),
    ...(color !== undefined && { customColor: color }),
    ...(visible !== undefined && { visible }),
    ...(order !== undefined && { position: Math.min(Math.round(order), UNORDERED) }),
  };
}

function syncSettings(
  input: Parsed<"calendars.update">,
  sync: CalendarSyncRow,
  nowMs: number,
): Partial<CalendarSyncRow> {
  const { syncEnabled, frequencyMinutes, conflictPolicy, window } = input;
  const changed = window !== undefined && JSON.stringify(window) !== JSON.stringify(sync.window);
  // Switched on, asked for more often or for another part: due at once; by hand only: never by itself.
  const due = syncEnabled !== undefined || frequencyMinutes !== undefined || changed;
  const byHand = (frequencyMinutes ?? sync.frequencyMinutes) === 0;
  return {
    ...(due && { nextAt: byHand ? null : nowMs }),
    ...(frequencyMinutes !== undefined && { frequencyMinutes }),
    ...(syncEnabled !== undefined && { syncEnabled }),
    ...(conflictPolicy !== undefined && { conflictPolicy }),
    // What the cursor stands for is another set of events now: the next run compares afresh.
    ...(changed && { window, cursor: null, cursorSinceMs: null, lastFullCheckAt: null }),
  };
}

/** On this device at once; on a server there first, with all it holds. Nothing goes while edits of it wait.
 *  @throws Failure missing, unsynced-edits, of the connection; then nothing is removed here */
export async function removeCalendar(
  deps: CalendarDeps,
  id: CalendarId,
  signal: AbortSignal,
): Promise<Output<"calendars.remove">> {
  const { db, open, halt } = deps;
  const { accountId } = getCalendar(db, id);
  const sync = getCalendarSync(db, id);
  if (accountId !== null && sync) {
    refuseUnsynced(db, [id]);
    const connection = await open(accountId, signal);
    await connection.removeCalendar(sync.externalCalendarUrl, signal);
    // A run must not store into what is going.
    await halt(accountId);
  }
  return db.write(() => {
    keepDeparted(deps, [id]);
    deleteCalendar(db, id);
    forgetLostNotices(db);
    return {};
  });
}

function answer(db: Database, id: CalendarId): { calendar: Output<"calendars.create">["calendar"] } {
  return { calendar: toCalendar(getCalendar(db, id), getCalendarSync(db, id)) };
}
