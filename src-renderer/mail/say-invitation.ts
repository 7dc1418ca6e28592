// An invitation in words. Pure.
import type { TFunction } from "i18next";
import type { MailInvitation } from "../../src-preload/contract/mail-rules.ts";
import { sayDay, sayTime } from "../time/say-when.ts";
import { addDays, dayOf } from "../time/wall-clock.ts";

type Invitation = MailInvitation;

const name = (of: { address: string; name?: string | undefined } | undefined) => of?.name || of?.address;

/** When it is: `mardi 1er décembre, 10:00 – 11:30`. */
export function sayWhen(invitation: Invitation, language: string, zone: string): string {
  const { startMs, endMs, allDay, start, end } = invitation;
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  const first = allDay ? start.slice(0, 10) : dayOf(startMs, zone);
  // The end of an event of whole days is the day after its last (RFC 5545 §3.6.1).
  const last = allDay ? addDays(end.slice(0, 10), -1) : dayOf(endMs, zone);
  const day = ordinal(sayDay(first, language, options), language);
  if (allDay) return last > first ? `${day} – ${ordinal(sayDay(last, language, options), language)}` : day;
  const from = sayTime(startMs, language, zone);
  const to = sayTime(endMs, language, zone);
  if (last === first) return `${day}, ${from} – ${to}`;
  return `${day}, ${from} – ${ordinal(sayDay(last, language, options), language)}, ${to}`;
}

/** French writes the first of a month as an ordinal. */
function ordinal(text: string, language: string): string {
  return language.startsWith("fr") ? text.replace(/(^|\s)1(?=\s)/u, "$11er") : text;
}

/** What the message does: invites, changes, cancels, answers. */
export function sayMethod(invitation: Invitation, t: TFunction): string {
  const { method, state, organizer, reply } = invitation;
  const who = name(organizer) ?? t("invite.somebody");
  if (method === "reply") {
    const answer =
      reply?.answer === "accepted" || reply?.answer === "declined" || reply?.answer === "tentative"
        ? reply.answer
        : "other";
    return t(`invite.replied.${answer}`, { name: name(reply) ?? t("invite.somebody") });
  }
  if (method === "cancel" || state === "cancelled") return t("invite.cancelled", { name: who });
  if (method === "counter") return t("invite.counter", { name: name(reply) ?? who });
  if (state === "outdated") return t("invite.outdated");
  if (state === "update") return t("invite.update", { name: who });
  if (method === "publish") return t("invite.publish", { name: who });
  return t("invite.request", { name: who });
}

/** What it overlaps with: the first, and how many more. */
export function sayConflicts(invitation: Invitation, t: TFunction, language: string, zone: string): string | undefined {
  const { conflicts, startMs, endMs } = invitation;
  const [first, ...more] = conflicts;
  if (!first) return undefined;
  const facts = {
    title: first.title,
    from: sayTime(Math.max(first.startMs, startMs), language, zone),
    to: sayTime(Math.min(first.endMs, endMs), language, zone),
  };
  return more.length > 0 ? t("invite.conflicts", { ...facts, count: more.length }) : t("invite.conflict", facts);
}

/** Who is told of an answer, said before the click. */
export function sayConsequence({ answersBy, organizer }: Invitation, t: TFunction): string {
  const who = name(organizer) ?? t("invite.somebody");
  return t(`invite.tells.${answersBy}`, { name: who });
}
