// From a sentence to an event of the agenda: what it means here and now, and how it is made.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { EventDetail, NewEvent } from "../../src-preload/contract/events.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import { useCall, useLive } from "../live.tsx";
import { dayOf } from "../time/wall-clock.ts";
import { useTold } from "../told.ts";
import { choose } from "../ui/choose.tsx";
import { useUndo } from "../undo.tsx";
import { parseEvent, type QuickEvent } from "./parse.ts";
import { sayQuickRest, sayQuickWhen } from "./say-event.ts";

/** A sentence that was understood. */
export interface Sentence {
  readonly event: QuickEvent<CalendarId>;
  readonly calendar: Calendar;
  /** Day and hours in words. */
  readonly when: string;
  /** Place, repetition, guests, reminders in words. */
  readonly rest: readonly string[];
  /** What creating it sends to the engine. */
  readonly command: NewEvent;
}

/** Where sentences are read. */
export interface SentenceScene {
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  /** Epoch ms of now. */
  readonly nowMs: number;
}

const DEFAULT_MINUTES = 60;

function commandOf(
  event: QuickEvent<CalendarId>,
  calendarId: CalendarId,
  zone: string,
  reminder?: number | null,
): NewEvent {
  const { title, start, end, allDay, location, rrule, people } = event;
  const standing = reminder === undefined || reminder === null ? [] : [reminder];
  const reminders = event.reminders.length > 0 || allDay ? event.reminders : standing;
  return {
    calendarId,
    title,
    start,
    end,
    ...(allDay ? { allDay } : { zone }),
    ...(location !== undefined && { location }),
    ...(rrule !== undefined && { rrule }),
    ...(people.length > 0 && { attendees: people.map((address) => ({ address })) }),
    ...(reminders.length > 0 && { reminders: reminders.map((minutesBefore) => ({ minutesBefore })) }),
  };
}

/** @returns reads a sentence; undefined when it is empty or no calendar can be written to */
export function useSentence({ calendars, zone, nowMs }: SentenceScene): (text: string) => Sentence | undefined {
  const { t, i18n } = useTranslation();
  const { data: settings } = useLive("settings.get", {});
  const writable = calendars.filter(({ readOnly }) => !readOnly);
  const { defaultMinutes = DEFAULT_MINUTES, defaultReminder } = settings?.agenda ?? {};
  const language = i18n.language.startsWith("fr") ? "fr" : "en";
  return (text) => {
    if (text.trim() === "") return undefined;
    const event = parseEvent(text, { nowMs, zone, language, calendars: writable, defaultMinutes });
    const calendar =
      writable.find(({ id }) => id === event.calendarId) ?? writable.find(({ visible }) => visible) ?? writable[0];
    if (!calendar) return undefined;
    const voice = { t, language, today: dayOf(nowMs, zone), zone };
    const command = commandOf(event, calendar.id, zone, defaultReminder);
    return { event, calendar, when: sayQuickWhen(event, voice), rest: sayQuickRest(event, voice), command };
  };
}

/** @returns creates the event, asking first when people would be mailed; undefined when it was given up or failed, which is told */
export function useCreateEvent(): (sentence: Sentence) => Promise<EventDetail | undefined> {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  const told = useTold();
  const mayMail = async ({ command }: Sentence): Promise<boolean> => {
    const { calendarId, title, attendees } = command;
    if (!attendees) return true;
    const { mails } = await call("events.consequences", { calendarId, changes: { title, attendees } });
    if (mails.length === 0) return true;
    const answer = await choose({
      title: t("quick.askTitle", { title }),
      text: `${t("quick.mails", { count: mails.length })} ${mails.join(", ")}`,
      choices: [{ value: "send", label: t("quick.send", { count: mails.length }), tone: "main" }],
      cancel: t("quick.back"),
    });
    return answer === "send";
  };
  return async (sentence) => {
    const work = async () => {
      if (!(await mayMail(sentence))) return undefined;
      const { event, undoId } = await call("events.create", sentence.command);
      undo.offer(t("quick.created", { title: sentence.command.title }), undoId);
      return event;
    };
    const made = work();
    told(made);
    return made.catch(() => undefined);
  };
}
