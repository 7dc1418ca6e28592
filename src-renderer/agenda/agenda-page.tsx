// The agenda: bar, calendar, peek, editor. Its only state is what is open.
import { Button } from "@mantine/core";
import { IconCalendarOff } from "@tabler/icons-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { toFailure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall, useLive } from "../live.tsx";
import { addMinutes, type Day, wallClock } from "../time/wall-clock.ts";
import { ErrorBoundary, Problem } from "../ui/error-boundary.tsx";
import { Skeleton } from "../ui/loading.tsx";
import { toast } from "../ui/toast.tsx";
import { AgendaBar } from "./agenda-bar.tsx";
import { useAgendaKeys } from "./agenda-keys.ts";
import { useKeptFocus } from "./blocks.ts";
import { CalendarGrid } from "./calendar-grid.tsx";
import { draftAt, draftOf } from "./draft.ts";
import { Editor } from "./editor.tsx";
import type { NewPlace } from "./new-place.ts";
import { type AgendaItem, itemsOf } from "./occurrence.ts";
import { Peek } from "./peek.tsx";
import { type Place, periodRange } from "./place.ts";
import { type Changes, useChanges } from "./use-changes.ts";
import { type Reveal, useReveal } from "./use-reveal.ts";

interface Props {
  readonly place: Place;
  readonly today: Day;
  readonly zone: string;
  readonly calendars: readonly Calendar[];
  /** A strip under the bar. */
  readonly banner: ReactNode;
  /** Beside the views, in the bar. */
  readonly aside: ReactNode;
  /** An event to show, wherever it is. */
  readonly reveal: Reveal | undefined;
  readonly onDecide: (conflictId: string | undefined) => void;
  readonly onToggleSidebar: () => void;
}

type EditorState = Pick<Parameters<typeof Editor>[0], "opened" | "event">;

/** The next full hour of the day shown, for an hour. */
function suggestedPlace({ day }: Place, today: Day, zone: string): NewPlace {
  const hour = wallClock(Date.now(), zone).slice(11, 13);
  const start = day === today ? addMinutes(`${day}T${hour}:00`, 60) : `${day}T09:00`;
  return { start, end: addMinutes(start, 60), zone };
}

/** What is open, and how to open it. */
function useEditorState({ calendars, zone }: Props) {
  const { t } = useTranslation();
  const call = useCall();
  const [editor, setEditor] = useState<EditorState>();
  const writable = calendars.filter((calendar) => !calendar.readOnly);
  return {
    editor,
    writable,
    close: () => setEditor(undefined),
    create(at: NewPlace) {
      const target = writable.find((calendar) => calendar.visible) ?? writable[0];
      if (target) setEditor({ opened: draftAt(at, target.id, zone) });
      else toast({ text: t("view.noCalendar"), tone: "failed" });
    },
    async edit({ occurrence: o, calendar }: AgendaItem) {
      if (calendar.readOnly) {
        toast({ text: t("done.readOnly"), tone: "failed" });
        return;
      }
      try {
        const { event } = await call("events.get", {
          id: o.eventId,
          ...(o.recurrenceId && { recurrenceId: o.recurrenceId }),
        });
        setEditor({
          opened: draftOf(event, zone),
          event: { ...event, ...(o.recurrenceId && { recurrenceId: o.recurrenceId }) },
        });
      } catch (error) {
        toast({ text: sayFailure(t, toFailure(error)), tone: "failed" });
      }
    },
  };
}

function EmptyWeek({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <IconCalendarOff size={28} stroke={1.4} className="ic" aria-hidden="true" />
      <h2 className="t14 w6">{t("view.emptyList")}</h2>
      <p className="t12 i3">{t("view.emptyListHint")}</p>
      <Button variant="default" mt="sm" onClick={onNew}>
        {t("view.newEvent")}
      </Button>
    </div>
  );
}

interface BodyProps extends Props {
  readonly items: readonly AgendaItem[];
  readonly peeked: string | undefined;
  readonly onPeek: (key: string | undefined) => void;
  readonly onCreate: (place: NewPlace) => void;
  readonly changes: Changes;
}

/** The calendar; a press that closes the peek creates nothing. */
function Body(props: BodyProps) {
  const { place, today, zone, items, peeked, onPeek, onCreate, changes } = props;
  const kept = useKeptFocus(items);
  const closing = useRef(false);
  const isEmpty = place.view === "list" && items.length === 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to presses and focus of the calendar's own buttons
    <div
      className="cal"
      onMouseDownCapture={() => {
        closing.current = peeked !== undefined;
      }}
      onFocus={({ target }) => {
        kept.current = target.closest(".cx-ev")?.querySelector<HTMLElement>("[data-key]")?.dataset.key;
      }}
    >
      <ErrorBoundary>
        {isEmpty ? (
          <EmptyWeek onNew={() => onCreate(suggestedPlace(place, today, zone))} />
        ) : (
          <CalendarGrid
            view={place.view}
            day={place.day}
            zone={zone}
            items={items}
            selected={peeked}
            onPeek={(item) => onPeek(item.key)}
            onCreate={(at) => closing.current || onCreate(at)}
            onMove={changes.move}
          />
        )}
      </ErrorBoundary>
    </div>
  );
}

/** The agenda's panel. */
export function AgendaPage(props: Props) {
  const { place, today, zone, calendars, banner } = props;
  const { t } = useTranslation();
  const { data, failure } = useLive("agenda.range", periodRange(place.view, place.day, zone), { keep: true });
  const items = useMemo(() => itemsOf(data?.occurrences ?? [], calendars), [data, calendars]);
  const changes = useChanges();
  const { editor, writable, close, create, edit } = useEditorState(props);
  const [peeked, setPeeked] = useState<string>();
  useReveal(props.reveal, { place, zone, items, calendars, onFound: setPeeked });
  const peekedItem = items.find(({ key }) => key === peeked);
  const closePeek = useMemo(() => () => setPeeked(undefined), []);
  const away =
    <A extends unknown[]>(act: (...args: A) => unknown) =>
    (...args: A) => {
      closePeek();
      void act(...args);
    };
  const createNext = away(() => create(suggestedPlace(place, today, zone)));
  useAgendaKeys(place, today, {
    items,
    peeked: peekedItem?.key,
    create: createNext,
    edit: away(edit),
    remove: away(changes.remove),
    move: away(changes.move),
    toggleSidebar: props.onToggleSidebar,
  });
  return (
    <main className="panel" data-pane="content" tabIndex={-1} aria-label={t("shell.agenda")}>
      <AgendaBar place={place} today={today} aside={props.aside} onNew={createNext} />
      {banner}
      {failure && !data && <Problem title={t("shell.failedTitle")} text={sayFailure(t, failure)} />}
      {!data && !failure && <Skeleton />}
      {data && (
        <Body
          {...props}
          items={items}
          peeked={peekedItem?.key}
          onPeek={setPeeked}
          onCreate={create}
          changes={changes}
        />
      )}
      {peekedItem && (
        <Peek
          key={peekedItem.key}
          item={peekedItem}
          zone={zone}
          onClose={closePeek}
          onEdit={() => away(edit)(peekedItem)}
          onRemove={() => away(changes.remove)(peekedItem)}
          onAnswer={(answer) => away(changes.respond)(peekedItem, answer)}
          onDecide={props.onDecide}
        />
      )}
      {editor && <Editor {...editor} calendars={writable} changes={changes} onClose={close} />}
    </main>
  );
}
