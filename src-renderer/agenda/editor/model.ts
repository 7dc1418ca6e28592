// What the open editor knows and does: the draft, whom a change is for, saving, keeping, leaving.
import { useDebouncedCallback } from "@mantine/hooks";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../../src-preload/contract/calendars.ts";
import type { Input } from "../../../src-preload/contract/contract.ts";
import type { EventChanges, EventDetail } from "../../../src-preload/contract/events.ts";
import { type Failure, toFailure } from "../../../src-preload/contract/failure.ts";
import type { Settings } from "../../../src-preload/contract/settings.ts";
import type { Scope } from "../../../src-preload/contract/shapes.ts";
import { sayFailure } from "../../i18n/say-failure.ts";
import { useLive } from "../../live.tsx";
import { dayOf, usableZone } from "../../time/wall-clock.ts";
import { type Draft, problemOf, withReminder } from "../draft.ts";
import { targetOf } from "../target.ts";
import type { Changes } from "../use-changes.ts";
import { forgetDraft, keepDraft, keptDraft, subjectOf, typedOf } from "./kept-draft.ts";
import { rememberCategories } from "./known-categories.ts";
import { changesOf, newEventOf } from "./saved.ts";

/** One opening of the editor: what it begins from, and what it may do. */
export interface EditorProps {
  readonly opened: Draft;
  /** The event that is changed; absent for a new one. */
  readonly event?: EventDetail;
  /** Calendars that can be written to. */
  readonly calendars: readonly Calendar[];
  readonly changes: Changes;
  /** Goes on with the draft that was kept of it. */
  readonly resume?: boolean;
  readonly onClose: () => void;
}

/** Typing settles this long before the draft is kept. */
const KEEP_MS = 400;

/** Which instances the changes can be for: a calendar is the whole series', a rule never one instance's. */
function limited(scope: Scope, recurring: boolean, changed: EventChanges) {
  if (recurring && changed.calendarId !== undefined) return { scope: "all", limit: "calendar" } as const;
  if (!recurring || changed.rrule === undefined) return { scope, limit: undefined };
  return { scope: scope === "this" ? "following" : scope, limit: "rule" } as const;
}

/** A new event has the reminder that people chose for new events. */
function withDefaults(opened: Draft, settings: Settings | undefined): Draft {
  const minutes = settings?.agenda?.defaultReminder;
  if (minutes === undefined || minutes === null || opened.allDay || opened.reminders.length > 0) return opened;
  return withReminder(opened, minutes);
}

/** Why the fields are shut: nothing may be changed, or it is somebody else's. */
export type Lock = "readOnly" | "foreign" | undefined;

function lockOf(event: EventDetail | undefined): Lock {
  if (event?.readOnly) return "readOnly";
  return event && !event.organizedByMe ? "foreign" : undefined;
}

/** The field a refusal is about, where it is about one. */
export type Field = "repeat" | "reminders" | "zone" | "guests" | "color";

function fieldOf({ reason, params }: Failure): Field | undefined {
  if (reason !== "not-expressible") return undefined;
  const limit = params.limit ?? "rule";
  if (limit === "reminders" || limit === "zone" || limit === "guests") return limit;
  if (String(limit) === "color") return "color";
  return limit === "guest-copy" || limit === "quiet" ? undefined : "repeat";
}

interface Refusal {
  readonly field: Field | undefined;
  readonly text: string;
}

/** Keeps what is typed while it is typed. */
function useKept(props: EditorProps, opened: Draft) {
  const subject = subjectOf(props.event);
  const [kept] = useState(() => keptDraft(subject, opened, Date.now()));
  const [found, setFound] = useState(props.resume ? undefined : kept);
  const keep = useDebouncedCallback(
    (draft: Draft) => {
      keepDraft(subject, typedOf(draft, opened, props.event === undefined), Date.now(), draft.title);
    },
    { delay: KEEP_MS, flushOnUnmount: false },
  );
  return {
    found,
    /** What the form begins with. */
    first: props.resume ? (kept?.draft ?? opened) : opened,
    keep,
    keepNow: (draft: Draft) => {
      keep.cancel();
      keepDraft(subject, typedOf(draft, opened, props.event === undefined), Date.now(), draft.title);
    },
    settle: () => setFound(undefined),
    forget: () => {
      keep.cancel();
      forgetDraft(subject);
      setFound(undefined);
    },
  };
}

function useDraft(props: EditorProps) {
  const { data: settings } = useLive("settings.get", {});
  const [opened] = useState(() => (props.event ? props.opened : withDefaults(props.opened, settings)));
  const kept = useKept(props, opened);
  const [draft, setState] = useState(kept.first);
  useEffect(() => rememberCategories(opened.categories), [opened]);
  return {
    opened,
    draft,
    kept,
    set(next: Draft) {
      setState(next);
      kept.settle();
      kept.keep(next);
    },
    resume() {
      if (kept.found) setState(kept.found.draft);
      kept.settle();
    },
  };
}

function useScreen() {
  const { data } = useLive("app.info", {});
  const zone = usableZone(data?.zone ?? "UTC");
  return { zone, today: dayOf(Date.now(), zone) };
}

/** What `events.consequences` is asked: of a new event only once it has guests. */
function plannedOf(
  props: EditorProps,
  draft: Draft,
  changed: EventChanges,
  scope: Scope,
): Input<"events.consequences"> | undefined {
  const { event } = props;
  if (problemOf(draft) || Object.keys(changed).length === 0) return undefined;
  if (event) return { ...targetOf({ ...event, eventId: event.id }, scope), changes: changed };
  if (draft.guests.length === 0) return undefined;
  const { allDay: _, ...fields } = newEventOf(draft);
  return { calendarId: draft.calendarId, changes: fields };
}

interface Edit {
  readonly changed: EventChanges;
  readonly scope: Scope;
}

/** Saves once, and closes; what was refused stays, with the reason. */
function useSave(
  { event, changes, onClose }: EditorProps,
  draft: Draft,
  kept: ReturnType<typeof useKept>,
  { changed, scope }: Edit,
) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  async function save(submit?: FormEvent) {
    submit?.preventDefault();
    if (busy || problemOf(draft) || lockOf(event) === "readOnly") return;
    setBusy(true);
    setRefusal(undefined);
    try {
      if (!event) await changes.create(newEventOf(draft), draft.messageId);
      else if (Object.keys(changed).length > 0) await changes.update(event, changed, scope);
      rememberCategories(draft.categories);
      kept.forget();
      onClose();
    } catch (error) {
      const known = toFailure(error);
      const said = sayFailure(t, known);
      setRefusal({
        field: fieldOf(known),
        text: known.reason === "not-expressible" ? `${said} ${t("editor.stillHere")}` : said,
      });
      setBusy(false);
    }
  }
  return { busy, refusal, save };
}

/** Everything the editor's parts need. */
export function useEditorModel(props: EditorProps) {
  const { event, calendars, onClose } = props;
  const { opened, draft, kept, set, resume } = useDraft(props);
  const [chosen, setScope] = useState<Scope>("this");
  const [asking, setAsking] = useState(false);
  const [reading, setReading] = useState(false);
  const changed = changesOf(draft, opened);
  const isEdited = Object.keys(changed).length > 0;
  const { scope, limit } = limited(chosen, event?.recurring ?? false, changed);
  const { busy, refusal, save } = useSave(props, draft, kept, { changed, scope });
  return {
    draft,
    set,
    opened,
    event,
    calendars,
    calendar: calendars.find(({ id }) => id === draft.calendarId),
    lock: lockOf(event),
    scope,
    limit,
    setScope,
    busy,
    refusal,
    /** The refusal that belongs beside a field. */
    errorAt: (field: Field) => (refusal?.field === field ? refusal.text : undefined),
    asking,
    setAsking,
    /** The message that would be sent is open. */
    reading,
    setReading,
    kept: kept.found && !isEdited ? { atMs: kept.found.atMs, resume, forget: kept.forget } : undefined,
    save,
    screen: useScreen(),
    problem: problemOf(draft),
    planned: plannedOf(props, draft, changed, scope),
    leave: () => (isEdited ? setAsking(true) : onClose()),
    keepAndClose() {
      kept.keepNow(draft);
      onClose();
    },
    discard() {
      kept.forget();
      onClose();
    },
  };
}

/** What `useEditorModel` gives. */
export type EditorModel = ReturnType<typeof useEditorModel>;
