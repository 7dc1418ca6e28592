// What went wrong while an account is added. There is nothing to send later yet, and nobody tries again but the person.
import type { TFunction } from "i18next";
import type { FailureData, FailureReason } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import type { en } from "../i18n/words.ts";
import { type AccountForm, isOwnHostAway } from "./account-form.ts";

type Word = keyof (typeof en)["adding"];
type Told = Pick<FailureData, "reason" | "params">;

const WORDS: Partial<Record<FailureReason, Word>> = {
  offline: "offline",
  timeout: "timeout",
  "connection-lost": "lost",
  "server-error": "fault",
  "bad-answer": "garbled",
  "rate-limited": "pause",
};
/** What only the other side can end. */
const THEIRS: ReadonlySet<FailureReason> = new Set(["server-error", "bad-answer", "rate-limited"]);

/** What happened, without what becomes of it; undefined where `sayFailure` says all of it. */
function sayAway(t: TFunction, failure: Told, form: AccountForm): string | undefined {
  const word = isOwnHostAway(failure, form) ? "unknown" : WORDS[failure.reason];
  const { host, status = "5xx" } = failure.params ?? {};
  const known = host === undefined ? undefined : String(host);
  return (
    word && t(`adding.${word}`, { status, host: known ?? t("subject.server"), Host: known ?? t("subject.Server") })
  );
}

/** Nothing was added: what happened, what stays, what to do. */
export function sayAdding(t: TFunction, failure: Told, form: AccountForm): string {
  const away = sayAway(t, failure, form);
  if (away === undefined) return sayFailure(t, failure);
  return `${away} ${t(THEIRS.has(failure.reason) ? "adding.keptLater" : "adding.kept")}`;
}

/** One side was added and the other was not: why, and how to have it. */
export function sayMissing(t: TFunction, side: "calendars" | "mail", failure: Told, form: AccountForm): string {
  const title = t(side === "mail" ? "addMail.noMail" : "addMail.noCalendars");
  return `${title} ${sayAway(t, failure, form) ?? sayFailure(t, failure)} ${t("adding.rest")}`;
}
