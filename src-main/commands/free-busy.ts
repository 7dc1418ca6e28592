// When people are free: the user's own time from the store, that of others from the account's server.
import type { Output, Parsed } from "../../src-preload/contract/contract.ts";
import { Failure, toFailure } from "../../src-preload/contract/failure.ts";
import type { PersonsTime } from "../../src-preload/contract/people.ts";
import type { AccountId } from "../../src-preload/contract/shapes.ts";
import { plainAddress } from "../domain/scheduling-people.ts";
import type { Clock } from "../ports.ts";
import type { CalendarConnection, PersonsBusy, TimeRange } from "../providers/provider.ts";
import { listAccounts } from "../store/accounts.ts";
import { ownBusy } from "../store/busy.ts";
import { getCalendar } from "../store/calendars.ts";
import type { Database } from "../store/database.ts";
import { addressesOf } from "../store/occurrences.ts";

/** Typing goes on meanwhile: a server that takes longer is as good as silent. */
const PATIENCE_MS = 8000;
const KEPT_MS = 60_000;
/** A window of a few days for a few people, asked for again with every change of the draft. */
const MAX_KEPT = 500;

interface FreeBusyDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly open: (accountId: AccountId, signal: AbortSignal) => Promise<CalendarConnection>;
  /** Ends with the engine. Connections are opened under it: a sync run may wait for the same one, and must not lose it
   *  because somebody stopped typing. */
  readonly life: AbortSignal;
}

/** One answer for each address, in the order asked; nobody's answer is kept for long. */
export type FreeBusy = (input: Parsed<"agenda.freeBusy">, signal: AbortSignal) => Promise<Output<"agenda.freeBusy">>;

/** Makes the lookup. It answers within eight seconds and never fails as a whole: whose time is not known says so, with the
 *  reason where the server should have told. Answers of servers are kept for a minute. */
export function createFreeBusy(deps: FreeBusyDeps): FreeBusy {
  const { db, clock } = deps;
  const kept = new Map<string, { readonly untilMs: number; readonly person: PersonsBusy }>();
  return async ({ addresses, calendarId, eventId, fromMs, toMs }, signal) => {
    const range = { fromMs, toMs };
    const { accountId } = getCalendar(db, calendarId);
    const own = new Set(listAccounts(db).flatMap(addressesOf).map(plainAddress));
    const keyOf = (address: string) => JSON.stringify([accountId, address, fromMs, toMs]);
    const now = clock.nowMs();
    for (const [key, { untilMs }] of kept) if (untilMs <= now || kept.size > MAX_KEPT) kept.delete(key);
    const asked = [...new Set(addresses.map(plainAddress))].filter((one) => !own.has(one) && !kept.has(keyOf(one)));
    const answer = accountId === null || toMs <= fromMs ? [] : await ask(deps, accountId, asked, range, signal);
    if (!(answer instanceof Failure))
      for (const person of answer) kept.set(keyOf(person.address), { untilMs: now + KEPT_MS, person });
    const mine = addresses.some((one) => own.has(plainAddress(one))) ? ownBusy(db, range, eventId) : [];
    const people = addresses.map((address): PersonsTime => {
      const plain = plainAddress(address);
      if (own.has(plain)) return { address, known: true, busy: [...mine] };
      const found = kept.get(keyOf(plain))?.person;
      if (found) return { address, known: found.known, busy: [...found.busy] };
      const failure = answer instanceof Failure ? { failure: answer.toData() } : {};
      return { address, known: false, busy: [], ...failure };
    });
    return { people };
  };
}

/** @returns those that the server says anything about; the Failure when it cannot be asked now */
async function ask(
  { clock, open, life }: FreeBusyDeps,
  accountId: AccountId,
  addresses: readonly string[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<readonly PersonsBusy[] | Failure> {
  if (addresses.length === 0) return [];
  const over = new AbortController();
  const until = AbortSignal.any([signal, life, over.signal]);
  const asking = async () => {
    const connection = await open(accountId, life);
    return (await connection.freeBusy?.(addresses, range, until)) ?? [];
  };
  const tooLong = async () => {
    await clock.sleep(PATIENCE_MS, until);
    throw new Failure("timeout");
  };
  try {
    return await Promise.race([asking(), tooLong()]);
  } catch (error) {
    const failure = toFailure(error);
    if (signal.aborted || failure.code === "bug") throw failure;
    return failure;
  } finally {
    over.abort();
  }
}
