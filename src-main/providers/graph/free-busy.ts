// When other people are free (learn.microsoft.com/graph/api/calendar-getschedule).

import type { BusyTime } from "../../../src-preload/contract/people.ts";
import { entryOf } from "../../domain/entry-of.ts";
import { tidyBusy } from "../../domain/free-busy.ts";
import { plainAddress } from "../../domain/scheduling-people.ts";
import type { PersonsBusy, TimeRange } from "../provider.ts";
import type { Account } from "./calendar-place.ts";
import { failureOf, objectOf } from "./wire-refusals.ts";

const DAY_MS = 86_400_000;
/** The service refuses more. */
const MAX_PEOPLE = 20;
const MAX_DAYS = 62;
const KINDS: Readonly<Record<string, BusyTime["kind"]>> = { busy: "busy", tentative: "tentative", oof: "away" };

/** @returns undefined where the mailbox cannot ask: personal accounts
 *  @throws Failure */
export async function freeBusy(
  account: Account,
  addresses: readonly string[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<readonly PersonsBusy[] | undefined> {
  const found = new Map<string, PersonsBusy>();
  for (let at = 0; at < addresses.length; at += MAX_PEOPLE)
    for (let fromMs = range.fromMs; fromMs < range.toMs; fromMs += MAX_DAYS * DAY_MS) {
      const part = { fromMs, toMs: Math.min(range.toMs, fromMs + MAX_DAYS * DAY_MS) };
      const people = await ask(account, addresses.slice(at, at + MAX_PEOPLE), part, signal);
      if (people === undefined) return undefined;
      for (const one of people) found.set(one.address, joined(found.get(one.address), one, range));
    }
  return [...found.values()];
}

function joined(before: PersonsBusy | undefined, more: PersonsBusy, range: TimeRange): PersonsBusy {
  if (!before) return more;
  const known = before.known && more.known;
  return { address: more.address, known, busy: known ? tidyBusy([...before.busy, ...more.busy], range) : [] };
}

async function ask(
  { wire }: Account,
  addresses: readonly string[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<PersonsBusy[] | undefined> {
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: "UTC" });
  const body = {
    schedules: addresses,
    startTime: at(range.fromMs),
    endTime: at(range.toMs),
    availabilityViewInterval: 60,
  };
  const answer = await wire.send({ method: "POST", path: "/me/calendar/getSchedule", body, isRead: true }, signal);
  // A personal mailbox has no such thing, and a directory may keep it to itself.
  if ([400, 403, 404, 405, 501].includes(answer.status)) return undefined;
  const value = objectOf(answer.body)?.value;
  if (answer.status >= 300 || !Array.isArray(value)) throw failureOf(answer);
  return value.map((one) => personOf(objectOf(one) ?? {}, range));
}

function personOf(schedule: Readonly<Record<string, unknown>>, range: TimeRange): PersonsBusy {
  const { scheduleId, scheduleItems, error } = schedule;
  const address = plainAddress(typeof scheduleId === "string" ? scheduleId : "");
  if (objectOf(error) || !Array.isArray(scheduleItems)) return { address, known: false, busy: [] };
  const times = scheduleItems.flatMap((one): BusyTime[] => {
    const item = objectOf(one);
    const kind = entryOf(KINDS, String(item?.status));
    const [startMs, endMs] = [item?.start, item?.end].map(instantOf);
    return kind && startMs !== undefined && endMs !== undefined ? [{ startMs, endMs, kind }] : [];
  });
  return { address, known: true, busy: tidyBusy(times, range) };
}

/** Every request prefers UTC (wire.ts). */
function instantOf(value: unknown): number | undefined {
  const dateTime = objectOf(value)?.dateTime;
  const ms = typeof dateTime === "string" ? Date.parse(`${dateTime.replace(/Z$|\.\d+Z?$/, "")}Z`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
