// The agenda: bar, view, peek, menus, editor. Its only state is what is open and what is held.
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useCall } from "../live.tsx";
import type { Day } from "../time/wall-clock.ts";
import { useTold } from "../told.ts";
import { ErrorBoundary, Problem } from "../ui/error-boundary.tsx";
import { later } from "../ui/later.tsx";
import { Skeleton } from "../ui/loading.tsx";
import { saveCalendarFile } from "../ui/save-file.ts";
import { AgendaBar } from "./agenda-bar.tsx";
import { Body } from "./agenda-body.tsx";
import { useAgendaKeys } from "./agenda-keys.ts";
import { type Begun, useBegun } from "./begun.ts";
import { ContextMenu, useContextMenu } from "./context-menu.tsx";
import type { EventDeeds } from "./event-menu.tsx";
import { KeptLine } from "./kept-line.tsx";
import type { NewPlace } from "./new-place.ts";
import type { AgendaItem, Words } from "./occurrence.ts";
import { Peek } from "./peek.tsx";
import type { MailLink } from "./peek-mail.tsx";
import { useShownPlace } from "./shown-place.tsx";
import { type Changes, useChanges } from "./use-changes.ts";
import { textOf, useClipboard } from "./use-clipboard.ts";
import { useCursor } from "./use-cursor.ts";
import { placeFrom, suggestedPlace, useEditor } from "./use-editor.ts";
import { useItems } from "./use-items.ts";
import { useNudge } from "./use-nudge.ts";
import { type Reveal, useReveal } from "./use-reveal.ts";

const Editor = later(async () => (await import("./editor.tsx")).Editor);

interface Props {
  readonly today: Day;
  readonly zone: string;
  readonly calendars: readonly Calendar[];
  /** A strip under the bar. */
  readonly banner: ReactNode;
  /** Beside the views, in the bar. */
  readonly aside: ReactNode;
  /** An event to show, wherever it is. */
  readonly reveal: Reveal | undefined;
  /** An event to write, begun elsewhere. */
  readonly begun: Begun | undefined;
  readonly onDecide: (conflictId: string | undefined) => void;
  /** Shows the earlier versions of an event. */
  readonly onHistory: (eventId: EventId) => void;
  readonly onToggleSidebar: () => void;
  readonly onMail: (message: MailLink) => void;
}

interface DeedsScene {
  readonly changes: Changes;
  readonly clipboard: ReturnType<typeof useClipboard>;
  readonly words: Words;
  readonly fallback: Calendar | undefined;
  readonly open: (item: AgendaItem) => void;
  readonly edit: (item: AgendaItem) => unknown;
  readonly close: () => void;
  readonly onHistory: (eventId: EventId) => void;
}

/** What the page does with one event, from keys, menus and the peek: each closes the peek first. */
function useDeeds({ changes, clipboard, words, fallback, open, edit, close, onHistory }: DeedsScene): EventDeeds {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const away =
    <A extends unknown[]>(act: (...args: A) => unknown) =>
    (...args: A) => {
      close();
      void act(...args);
    };
  const save = async ({ occurrence: o }: AgendaItem) => {
    const { text } = await call("events.export", { eventId: o.eventId });
    saveCalendarFile(o.title || t("event.untitled"), text);
  };
  return {
    open,
    edit: away(edit),
    duplicate: away((item: AgendaItem) => {
      const elsewhere = item.calendar.readOnly ? fallback : undefined;
      return changes.copy(item, elsewhere ? { calendarId: elsewhere.id } : {});
    }),
    hold: clipboard.hold,
    moveTo: away(changes.moveTo),
    recolor: away(changes.recolor),
    respond: away(changes.respond),
    copyText: (item) => void clipboard.writeText(textOf(item, words)),
    copyLink: (address) => void clipboard.writeText(address),
    save: (item) => told(save(item)),
    history: away(({ occurrence }: AgendaItem) => onHistory(occurrence.eventId)),
    remove: away(changes.remove),
  };
}

/** What the page shows, what is open on it, and what is done from it. */
function useAgenda(props: Props) {
  const { today, zone, calendars } = props;
  const place = useShownPlace();
  const { t, i18n } = useTranslation();
  const { items, isThere, failure } = useItems(place, zone, calendars);
  const changes = useChanges();
  const { editor, target, close, create, createFrom, edit, resume } = useEditor({ ...props, place });
  useBegun(props.begun, createFrom);
  const [peeked, setPeeked] = useState<string>();
  const [asking, setAsking] = useState(false);
  useReveal(props.reveal, { place, zone, items, calendars, onFound: setPeeked });
  const peekedItem = items.find(({ key }) => key === peeked);
  const closePeek = useMemo(() => () => setPeeked(undefined), []);
  const words: Words = { t, language: i18n.language, zone };
  const clipboard = useClipboard(changes, words, target);
  const deeds = useDeeds({
    ...{ changes, clipboard, words, fallback: target, edit },
    open: ({ key }) => setPeeked(key),
    close: closePeek,
    onHistory: props.onHistory,
  });
  const nudge = useNudge(changes.move);
  const slot = useCursor(place, today, zone);
  const createAt = (at?: NewPlace) => {
    closePeek();
    create(at ?? slot.place ?? suggestedPlace(place, today, zone));
  };
  const menu = useContextMenu({ items, cursor: slot.free, end: placeFrom(place, zone) });
  useAgendaKeys(place, today, {
    ...{ items, peeked: peekedItem?.key, event: deeds, cursor: slot, create: createAt },
    nudge(item, by) {
      closePeek();
      nudge(item, by);
    },
    paste() {
      if (clipboard.held) clipboard.paste(slot.place ?? { start: place.day, end: place.day });
      return clipboard.held !== undefined;
    },
    askDay: () => setAsking(true),
    toggleSidebar: props.onToggleSidebar,
  });
  return {
    ...{ place, items, isThere, failure, changes, clipboard, deeds, slot, menu },
    ...{ editor, close, create, createAt, resume },
    ...{ peekedItem, setPeeked, closePeek, asking, setAsking },
  };
}

/** The agenda's panel. */
export function AgendaPage(props: Props) {
  const { today, zone, calendars, banner } = props;
  const { t } = useTranslation();
  const agenda = useAgenda(props);
  const { place, items, isThere, failure, changes, clipboard, deeds, slot, menu } = agenda;
  const { editor, create, createAt, peekedItem, setPeeked, closePeek } = agenda;
  return (
    <main className="panel" data-pane="content" tabIndex={-1} aria-label={t("shell.agenda")}>
      <AgendaBar
        {...{ place, today }}
        asking={agenda.asking}
        aside={props.aside}
        onNew={() => createAt()}
        onAsking={agenda.setAsking}
      />
      {banner}
      {!editor && <KeptLine zone={zone} onResume={agenda.resume} />}
      {failure && !isThere && <Problem title={t("shell.failedTitle")} text={sayFailure(t, failure)} />}
      {!isThere && !failure && <Skeleton />}
      {isThere && (
        <ErrorBoundary>
          <Body
            {...{ place, today, zone, calendars, items, slot, changes }}
            peeked={peekedItem?.key}
            cut={clipboard.held?.isCut ? clipboard.held.item.key : undefined}
            onPeek={setPeeked}
            onCreate={create}
            onNew={() => createAt()}
            onContextMenu={menu.onContextMenu}
          />
        </ErrorBoundary>
      )}
      <ContextMenu
        {...{ calendars, deeds, context: menu.context }}
        onClose={menu.close}
        onCreate={createAt}
        onPaste={clipboard.held ? clipboard.paste : undefined}
        onGo={(day) => {
          place.setDay(day);
          place.setView("day");
        }}
      />
      {peekedItem && (
        <Peek
          key={peekedItem.key}
          {...{ item: peekedItem, zone, calendars, deeds }}
          onClose={closePeek}
          {...{ onDecide: props.onDecide, onMail: props.onMail }}
        />
      )}
      {editor && <Editor {...editor} changes={changes} onClose={agenda.close} />}
    </main>
  );
}
