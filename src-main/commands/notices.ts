// What a person does with what they are told.
import type { Parsed } from "../../src-preload/contract/contract.ts";
import { Failure } from "../../src-preload/contract/failure.ts";
import type { Notice, NoticeSettings } from "../../src-preload/contract/notices.ts";
import { quietUntilMs } from "../domain/notices.ts";
import type { Clock } from "../ports.ts";
import type { Database } from "../store/database.ts";
import { readSettings } from "../store/facts.ts";
import { dismissNotices, restoreNotices, snoozeNotice, takeNotices } from "../store/notices.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

const SWITCHES = { reminder: "reminders", mail: "mail", trouble: "troubles" } as const satisfies Record<
  Notice["kind"],
  keyof NoticeSettings
>;

/** Hands out what is to be told now, once; nothing while quiet hours last. What is switched off counts as told. */
export function takeDueNotices({ db, clock }: Deps): { notices: Notice[] } {
  const nowMs = clock.nowMs();
  const { notices: settings, zone } = readSettings(db);
  if (quietUntilMs(settings, nowMs, zone ?? clock.zone()) !== undefined) return { notices: [] };
  const taken = db.write(() => takeNotices(db, nowMs));
  return { notices: taken.filter(({ kind }) => settings?.[SWITCHES[kind]] !== false) };
}

/** Takes notices off the list. */
export function dismiss({ db, clock }: Deps, { ids }: Parsed<"notices.dismiss">): Record<string, never> {
  db.write(() => dismissNotices(db, ids, clock.nowMs()));
  return {};
}

/** Puts notices back on the list: a dismissal or a snooze is taken back. */
export function restore({ db, clock }: Deps, { ids }: Parsed<"notices.restore">): Record<string, never> {
  db.write(() => restoreNotices(db, ids, clock.nowMs()));
  return {};
}

/** Tells of it again later. @throws Failure missing, invalid-input for a moment that has passed */
export function snooze({ db, clock }: Deps, { id, untilMs }: Parsed<"notices.snooze">): Record<string, never> {
  if (untilMs <= clock.nowMs()) throw new Failure("invalid-input", { detail: "untilMs has passed" });
  db.write(() => {
    if (!snoozeNotice(db, id, untilMs)) throw new Failure("missing", { what: "notice" });
  });
  return {};
}
