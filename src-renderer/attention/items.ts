// What needs the person, gathered from all that is known. Pure. What heals by itself is not in it: being offline, a server
// that asked for a pause, a run that failed once or twice.
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Restored } from "../../src-preload/contract/backups.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Conflict } from "../../src-preload/contract/conflicts.ts";
import type { Output } from "../../src-preload/contract/contract.ts";
import type { FailureData } from "../../src-preload/contract/failure.ts";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import type { Outgoing } from "../../src-preload/contract/mail-send.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { type HeldBack, heldBack } from "../held-back.ts";
import { askedToWaitUntil } from "../pause.ts";
import { toSend } from "../to-send.ts";

/** So many failed runs in a row are no passing trouble (look.md §7). */
const MANY_RUNS = 3;

/** One thing to do. `key` names its state: the same key is the same thing. `weight` grows when there is more of it. */
export type AttentionItem = { readonly key: string; readonly weight: number } & (
  | { readonly kind: "engine" | "keychain" }
  /** Another file took the data file's place. */
  | { readonly kind: "restored"; readonly restored: Restored }
  | { readonly kind: "disk-full"; readonly failure: FailureData }
  | { readonly kind: "sign-in"; readonly account: Account; readonly pending: number }
  | { readonly kind: "decide"; readonly count: number; readonly title: string }
  | { readonly kind: "held-back"; readonly calendar: Calendar; readonly what: HeldBack; readonly failure: FailureData }
  | { readonly kind: "parked"; readonly calendar: Calendar; readonly count: number }
  /** Mail that may have gone out, or did not: somebody has to say. */
  | { readonly kind: "unsent"; readonly count: number; readonly subject: string }
  /** What the person did and the server refused. */
  | {
      readonly kind: "mail-refused";
      readonly account: Account;
      readonly count: number;
      readonly failure: FailureData | undefined;
    }
  | {
      readonly kind: "mail-failing";
      readonly account: Account;
      readonly folder: MailFolder;
      readonly failure: FailureData;
    }
  | { readonly kind: "failing"; readonly calendar: Calendar; readonly failure: FailureData; readonly sinceMs: number }
);

/** All that the list is made from. */
export interface Known {
  /** The engine has been out of reach for longer than it takes to start again. */
  readonly engineLost: boolean;
  readonly hasKeychain: boolean;
  readonly accounts: readonly Account[];
  /** Hidden ones too. */
  readonly calendars: readonly Calendar[];
  readonly states: readonly CalendarSyncState[];
  readonly conflicts: readonly Conflict[];
  readonly reports: Output<"sync.doctor">["calendars"];
  /** Absent where no account has mail. */
  readonly folders?: readonly MailFolder[];
  readonly outgoing?: readonly Outgoing[];
  readonly restored?: Restored;
}

type Runs = Known["reports"][number]["lastRuns"];

/** Since when the runs fail, if that is the last three at least; runs that were skipped say nothing either way. */
function failingSince(runs: Runs): number | undefined {
  const ended = runs.filter(({ outcome }) => outcome !== "skipped").toSorted((a, b) => b.startedMs - a.startedMs);
  const good = ended.findIndex(({ outcome }) => outcome === "successful");
  const failed = good < 0 ? ended : ended.slice(0, good);
  return failed.length >= MANY_RUNS ? failed.at(-1)?.startedMs : undefined;
}

/** Can it be waited out? */
const isPassing = (state: CalendarSyncState) =>
  state.failure?.code === "offline" || askedToWaitUntil(state) !== undefined;

function ofCalendar(calendar: Calendar, state: CalendarSyncState, reports: Known["reports"]): AttentionItem[] {
  const { failure, parked } = state;
  const items: AttentionItem[] = [];
  const what = heldBack(failure);
  if (failure && what) {
    items.push({ key: `held-back ${calendar.id}`, weight: 1, kind: "held-back", calendar, what, failure });
  } else if (failure && failure.reason !== "disk-full" && !isPassing(state)) {
    const report = reports.find(({ calendarId }) => calendarId === calendar.id);
    const sinceMs = failingSince(report?.lastRuns ?? []);
    if (sinceMs !== undefined) {
      items.push({
        key: `failing ${calendar.id} ${failure.reason}`,
        weight: 1,
        kind: "failing",
        calendar,
        failure,
        sinceMs,
      });
    }
  }
  if (parked > 0) items.push({ key: `parked ${calendar.id}`, weight: parked, kind: "parked", calendar, count: parked });
  return items;
}

/** What of mail waits for the person: sends that need a decision, accounts whose folders cannot be read. */
function ofMail({ folders = [], outgoing = [], accounts }: Known): AttentionItem[] {
  const stuck = outgoing.filter(({ state }) => state === "uncertain" || state === "failed");
  const [first] = stuck;
  const unsent = first
    ? [{ key: "unsent", weight: stuck.length, kind: "unsent" as const, count: stuck.length, subject: first.subject }]
    : [];
  const failing = accounts.flatMap((account) => {
    if (account.state === "sign-in" || account.mail?.state === "sign-in") return [];
    // One line for an account, however many of its folders fail.
    const folder = folders.find(({ accountId, sync }) => accountId === account.id && isLasting(sync));
    const failure = folder?.sync.failure;
    if (!folder || !failure) return [];
    const key = `mail-failing ${account.id} ${failure.reason}`;
    return [{ key, weight: 1, kind: "mail-failing" as const, account, folder, failure }];
  });
  return [...unsent, ...accounts.flatMap((account) => refusedOf(account, folders)), ...failing];
}

function refusedOf(account: Account, folders: readonly MailFolder[]): AttentionItem[] {
  const refused = folders.filter(({ accountId, sync }) => accountId === account.id && (sync.failed ?? 0) > 0);
  const count = refused.reduce((sum, { sync }) => sum + (sync.failed ?? 0), 0);
  const failure = refused.find(({ sync }) => sync.failure)?.sync.failure;
  const key = `mail-refused ${account.id}`;
  return count > 0 ? [{ key, weight: count, kind: "mail-refused", account, count, failure }] : [];
}

/** Not healed by the next run, as far as anybody can tell. */
const isLasting = ({ state, failure }: MailFolder["sync"]) =>
  failure !== undefined &&
  (state === "failing" || state === "parked") &&
  failure.reason !== "disk-full" &&
  !["offline", "timeout", "rate-limited"].includes(failure.code);

function ofData({ restored }: Known): AttentionItem[] {
  if (!restored || restored.noted) return [];
  return [{ key: `restored ${restored.atMs}`, weight: 1, kind: "restored", restored }];
}

/** Everything that waits for the person, what stops most first. */
export function attentionItems(known: Known): readonly AttentionItem[] {
  const { accounts, calendars, states, conflicts, reports } = known;
  if (known.engineLost) return [{ key: "engine", weight: 1, kind: "engine" }];
  const signedOut = accounts.filter(({ state }) => state === "sign-in");
  const full = states.find(({ failure }) => failure?.reason === "disk-full")?.failure;
  const [first] = conflicts;
  return [
    ...ofData(known),
    ...(full ? [{ key: "disk-full", weight: 1, kind: "disk-full" as const, failure: full }] : []),
    ...signedOut.map((account) => {
      const own = states.filter(({ accountId }) => accountId === account.id);
      const pending = own.reduce((n, state) => n + toSend(state), 0);
      return { key: `sign-in ${account.id}`, weight: 1, kind: "sign-in" as const, account, pending };
    }),
    ...(first
      ? [
          {
            key: "decide",
            weight: conflicts.length,
            kind: "decide" as const,
            count: conflicts.length,
            title: first.title,
          },
        ]
      : []),
    ...ofMail(known),
    ...states.flatMap((state) => {
      const calendar = calendars.find(({ id }) => id === state.calendarId);
      const isOut = signedOut.some(({ id }) => id === state.accountId);
      return calendar && !isOut ? ofCalendar(calendar, state, reports) : [];
    }),
    ...(known.hasKeychain || !accounts.some(({ kind }) => kind !== "demo" && kind !== "webcal")
      ? []
      : [{ key: "keychain", weight: 1, kind: "keychain" as const }]),
  ];
}
