// What people do to events, each with its way back. The view asks nothing again by itself: the feed will.
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Input } from "../../src-preload/contract/contract.ts";
import type { EventChanges, EventDetail, NewEvent, Occurrence } from "../../src-preload/contract/events.ts";
import type { CalendarId, MessageId, Scope } from "../../src-preload/contract/shapes.ts";
import { useCall } from "../live.tsx";
import { sayDay } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { toast } from "../ui/toast.tsx";
import { useUndo } from "../undo.tsx";
import type { NewPlace } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";
import { askConsequences, askScope } from "./questions.tsx";
import { mustAsk, sayConsequences } from "./say-consequences.ts";
import { targetOf } from "./target.ts";

/** What an invited person can say. */
export type Answer = Input<"events.respond">["answer"];

/** The changes the agenda can make. */
export interface Changes {
  /** @throws Failure */
  /** @param messageId of the message it is made from; empty: none */
  create(event: NewEvent, messageId?: MessageId | ""): Promise<void>;
  /** @throws Failure */
  update(before: EventDetail, changes: EventChanges, scope: Scope | undefined): Promise<void>;
  /** Moves or resizes; asks the scope of a series and what will be mailed, and says why when it fails.
   *  @returns false when nothing changed */
  move(item: AgendaItem, place: NewPlace): Promise<boolean>;
  remove(item: AgendaItem): Promise<void>;
  /** Answers an invitation. */
  respond(item: AgendaItem, answer: Answer): Promise<void>;
  /** A copy without guests, here or elsewhere; of a series, of this one instance. */
  copy(item: AgendaItem, to?: CopyTarget): Promise<void>;
  /** @param color null: the calendar's again */
  recolor(item: AgendaItem, color: string | null): Promise<void>;
  /** To another calendar; a series goes as a whole. */
  moveTo(item: AgendaItem, calendar: Calendar): Promise<void>;
}

/** Where a copy goes; what is left out stays as it is. */
export interface CopyTarget {
  readonly place?: NewPlace;
  readonly calendarId?: CalendarId;
}

type Question = "scope.moveTitle" | "scope.removeTitle" | "scope.answerTitle" | "deed.recolorTitle";

/** What must be known before a gesture becomes a command. */
function useQuestions() {
  const { t } = useTranslation();
  const call = useCall();
  const titled = (question: Question, { title }: Occurrence) => t(question, { title: title || t("event.untitled") });
  return {
    isReadOnly({ calendar }: AgendaItem): boolean {
      if (calendar.readOnly) toast({ text: t("done.readOnly"), tone: "failed" });
      return calendar.readOnly;
    },
    async scopeFor({ occurrence }: AgendaItem, question: Question, scopes?: readonly Scope[]) {
      if (!occurrence.recurring || !occurrence.recurrenceId) return { scope: undefined, given: true };
      const scope = await askScope(t, titled(question, occurrence), scopes);
      return { scope, given: scope !== undefined };
    },
    /** Asks once when people would be mailed or exceptions lost. */
    async mayGoOn({ occurrence }: AgendaItem, planned: Input<"events.consequences">, question: Question) {
      const found = await call("events.consequences", planned);
      if (!mustAsk(found)) return true;
      const action = question === "scope.removeTitle" ? t("scope.remove") : t("scope.move");
      return askConsequences(t, titled(question, occurrence), sayConsequences(found, t), action);
    },
  };
}

function useSaid() {
  const { t, i18n } = useTranslation();
  return (place: NewPlace, { occurrence: old }: AgendaItem): string => {
    const [day = "", time] = place.start.split("T");
    const sameStart = place.start.slice(0, 16) === old.start.slice(0, 16);
    if (sameStart && time) return t("done.resized", { when: `${time.slice(0, 5)} – ${place.end.slice(11, 16)}` });
    const weekday = sayDay(day, i18n.language, { weekday: "long", day: "numeric" });
    return t("done.moved", { when: time ? `${weekday}, ${time.slice(0, 5)}` : weekday });
  };
}

/** The gestures: each asks what it must, acts, and offers its undo.
 *  @throws Failure; @returns false when it was given up */
function useGestures() {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  const said = useSaid();
  const ask = useQuestions();
  return {
    async move(item: AgendaItem, place: NewPlace): Promise<boolean> {
      if (ask.isReadOnly(item)) return false;
      const { scope, given } = await ask.scopeFor(item, "scope.moveTitle");
      if (!given) return false;
      const target = targetOf(item.occurrence, scope);
      if (!(await ask.mayGoOn(item, { ...target, changes: place }, "scope.moveTitle"))) return false;
      const { undoId } = await call("events.move", { ...target, ...place });
      undo.offer(said(place, item), undoId);
      return true;
    },
    async remove(item: AgendaItem): Promise<boolean> {
      if (ask.isReadOnly(item)) return false;
      const { scope, given } = await ask.scopeFor(item, "scope.removeTitle");
      if (!given) return false;
      const target = targetOf(item.occurrence, scope);
      if (!(await ask.mayGoOn(item, { ...target, remove: true }, "scope.removeTitle"))) return false;
      const { undoId } = await call("events.remove", target);
      undo.offer(t("done.removed"), undoId);
      return true;
    },
    async respond(item: AgendaItem, answer: Answer): Promise<boolean> {
      const { scope, given } = await ask.scopeFor(item, "scope.answerTitle", ["this", "all"]);
      if (!given) return false;
      const { id, recurrenceId } = targetOf(item.occurrence);
      const input = { id, answer, ...(scope === "this" && recurrenceId && { recurrenceId }) };
      const { undoId } = await call("events.respond", input);
      undo.offer(t(`done.answered.${answer}`), undoId);
      return true;
    },
  };
}

/** Copies, colours and calendars: what the menus offer besides.
 *  @throws Failure; @returns false when it was given up */
function useMenuDeeds() {
  const { t } = useTranslation();
  const call = useCall();
  const undo = useUndo();
  const ask = useQuestions();
  return {
    async copy({ occurrence: o }: AgendaItem, { place, calendarId }: CopyTarget = {}): Promise<boolean> {
      const { id, recurrenceId } = targetOf(o);
      const { event, undoId } = await call("events.copy", {
        id,
        ...(recurrenceId && { recurrenceId }),
        ...(place && { start: place.start, ...(place.zone && { zone: place.zone }) }),
        ...(calendarId && { calendarId }),
      });
      undo.offer(t("deed.copied", { title: event.title || t("event.untitled") }), undoId);
      return true;
    },
    async recolor(item: AgendaItem, color: string | null): Promise<boolean> {
      if (ask.isReadOnly(item)) return false;
      const { scope, given } = await ask.scopeFor(item, "deed.recolorTitle");
      if (!given) return false;
      const { undoId } = await call("events.update", { ...targetOf(item.occurrence, scope), changes: { color } });
      undo.offer(t("deed.recolored"), undoId);
      return true;
    },
    async moveTo(item: AgendaItem, { id: calendarId, name }: Calendar): Promise<boolean> {
      if (ask.isReadOnly(item)) return false;
      const { eventId: id } = item.occurrence;
      if (!(await ask.mayGoOn(item, { id, changes: { calendarId } }, "scope.moveTitle"))) return false;
      const { undoId } = await call("events.move", { id, calendarId });
      undo.offer(t("deed.movedTo", { calendar: name }), undoId);
      return true;
    },
  };
}

/** The changes of this window. */
export function useChanges(): Changes {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const gestures = useGestures();
  const deeds = useMenuDeeds();
  const quietly = async (work: Promise<boolean>): Promise<boolean> => {
    told(work, (failure) => (failure.reason === "not-expressible" ? t("done.unchanged") : undefined));
    return work.catch(() => false);
  };
  return {
    async create(input, messageId = "") {
      const { event, undoId } = await call("events.create", input);
      // The event is there whether or not the two could be tied.
      if (messageId) told(call("mail.linkEvent", { messageId, eventId: event.id }));
      undo.offer(t("done.created"), undoId);
    },
    async update(before, changes, scope) {
      const target = targetOf({ ...before, eventId: before.id }, scope);
      const { undoId } = await call("events.update", { ...target, changes });
      undo.offer(t("done.updated"), undoId);
    },
    move: (item, place) => quietly(gestures.move(item, place)),
    remove: async (item) => void (await quietly(gestures.remove(item))),
    respond: async (item, answer) => void (await quietly(gestures.respond(item, answer))),
    copy: async (item, to) => void (await quietly(deeds.copy(item, to))),
    recolor: async (item, color) => void (await quietly(deeds.recolor(item, color))),
    moveTo: async (item, calendar) => void (await quietly(deeds.moveTo(item, calendar))),
  };
}
