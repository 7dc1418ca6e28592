// What people do to events, each with its way back. The view asks nothing again by itself: the feed will.
import { useTranslation } from "react-i18next";
import type { EventChanges, EventDetail, NewEvent } from "../../src-preload/contract/events.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import type { Scope } from "../../src-preload/contract/shapes.ts";
import type { Call } from "../client.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import { sayDay } from "../time/say-when.ts";
import { toast } from "../ui/toast.tsx";
import { oldValues, targetOf, undoTarget } from "./inverse.ts";
import { type NewPlace, placeOf } from "./new-place.ts";
import type { AgendaItem } from "./occurrence.ts";
import { askScope } from "./scope-question.tsx";
import type { Undo } from "./use-undo.ts";

/** The changes the agenda can make. */
export interface Changes {
  /** @throws Failure */
  create(event: NewEvent): Promise<void>;
  /** @throws Failure */
  update(before: EventDetail, changes: EventChanges, scope: Scope | undefined): Promise<void>;
  /** Moves or resizes; asks the scope of a series and says why when it fails.
   *  @returns false when nothing changed */
  move(item: AgendaItem, place: NewPlace): Promise<boolean>;
  remove(item: AgendaItem): Promise<void>;
}

async function takeBackRemoval(call: Call, id: EventDetail["id"]): Promise<void> {
  const { entries } = await call("history.list", { eventId: id, limit: 5 });
  const latest = entries.toSorted((a, b) => b.atMs - a.atMs)[0];
  if (latest) await call("history.restore", { id: latest.id });
}

async function moveWithUndo(call: Call, { occurrence }: AgendaItem, place: NewPlace, scope: Scope | undefined) {
  const target = targetOf(occurrence, scope);
  // The place of a whole series is that of its first instance.
  const before = scope === "all" ? (await call("events.get", { id: occurrence.eventId })).event : occurrence;
  const { event } = await call("events.move", { ...target, ...place });
  return () => call("events.move", { ...undoTarget(target, event), ...placeOf(before) });
}

async function updateWithUndo(call: Call, detail: EventDetail, changes: EventChanges, scope: Scope | undefined) {
  const target = targetOf({ ...detail, eventId: detail.id }, scope);
  const before = scope === "all" ? (await call("events.get", { id: detail.id })).event : detail;
  const { event } = await call("events.update", { ...target, changes });
  return () => call("events.update", { ...undoTarget(target, event), changes: oldValues(changes, before) });
}

/** The changes of this window. */
export function useChanges(undo: Undo): Changes {
  const { t, i18n } = useTranslation();
  const call = useCall();

  function said(place: NewPlace, item: AgendaItem): string {
    const [day = "", time] = place.start.split("T");
    const { occurrence: old } = item;
    const sameStart = place.start.slice(0, 16) === old.start.slice(0, 16);
    if (sameStart && time) return t("done.resized", { when: `${time.slice(0, 5)} – ${place.end.slice(11, 16)}` });
    const weekday = sayDay(day, i18n.language, { weekday: "long", day: "numeric" });
    return t("done.moved", { when: time ? `${weekday}, ${time.slice(0, 5)}` : weekday });
  }

  async function scopeFor({ occurrence }: AgendaItem, question: "scope.moveTitle" | "scope.removeTitle") {
    if (!occurrence.recurring || !occurrence.recurrenceId) return { scope: undefined, given: true };
    const scope = await askScope(t(question, { title: occurrence.title || t("event.untitled") }));
    return { scope, given: scope !== undefined };
  }

  const fail = (error: unknown) => toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });

  return {
    async create(input) {
      const { event } = await call("events.create", input);
      undo.offer(t("done.created"), () => call("events.remove", { id: event.id }));
    },
    async update(before, changes, scope) {
      undo.offer(t("done.updated"), await updateWithUndo(call, before, changes, scope));
    },
    async move(item, place) {
      if (item.calendar.readOnly) {
        toast({ text: t("done.readOnly"), tone: "failed" });
        return false;
      }
      const { scope, given } = await scopeFor(item, "scope.moveTitle");
      if (!given) return false;
      try {
        undo.offer(said(place, item), await moveWithUndo(call, item, place, scope));
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    },
    async remove(item) {
      if (item.calendar.readOnly) {
        toast({ text: t("done.readOnly"), tone: "failed" });
        return;
      }
      const { scope, given } = await scopeFor(item, "scope.removeTitle");
      if (!given) return;
      try {
        await call("events.remove", targetOf(item.occurrence, scope));
        undo.offer(t("done.removed"), () => takeBackRemoval(call, item.occurrence.eventId));
      } catch (error) {
        fail(error);
      }
    },
  };
}
