// The trash: what was removed here or on a server in the last 30 days, day by day; search, look, bring back one or several.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import {
  IconArrowBackUp,
  IconChevronLeft,
  IconClockPause,
  IconSearch,
  IconSearchOff,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { HistoryEntry } from "../../src-preload/contract/history.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import type { Words } from "../i18n/say-field.ts";
import { useLive } from "../live.tsx";
import { byDay } from "../time/by-day.ts";
import { sayLongDay } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { useBackCommand } from "../ui/back-command.ts";
import { useCommands } from "../ui/commands.tsx";
import { Problem } from "../ui/error-boundary.tsx";
import { STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { findRemoved } from "./find-removed.ts";
import { TrashRow } from "./trash-row.tsx";
import { useRestore } from "./use-restore.ts";
import { VersionPreview } from "./version-preview.tsx";

/** As many as the engine tells at once. */
const LIMIT = 500;

interface Props {
  readonly zone: string;
  readonly onBack: () => void;
}

function Bar({ query, onQuery, onBack }: { query: string; onQuery: (query: string) => void; onBack: () => void }) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => title.current?.focus(), []);
  // Here it is the trash that is searched.
  useCommands([
    {
      id: "search.open",
      group: t("trash.title"),
      label: t("trash.search"),
      keys: ["/"],
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <div className="bar page-bar">
      <ActionIcon aria-label={t("conflict.back")} onClick={onBack}>
        <IconChevronLeft size={18} stroke={STROKE} />
      </ActionIcon>
      <h1 className="t16 w6 page-title" tabIndex={-1} ref={title}>
        {t("trash.title")}
      </h1>
      <span className="t12 i3 el sp tr-about">{t("trash.about")}</span>
      <TextInput
        ref={field}
        className="tr-search"
        type="search"
        aria-label={t("trash.search")}
        placeholder={t("trash.search")}
        leftSection={<IconSearch size={16} stroke={STROKE} aria-hidden="true" />}
        value={query}
        onChange={({ currentTarget }) => onQuery(currentTarget.value)}
      />
    </div>
  );
}

function Nothing({ query, onAll }: { query: string; onAll: () => void }) {
  const { t } = useTranslation();
  const Icon = query ? IconSearchOff : IconTrash;
  return (
    <div className="empty">
      <Icon size={28} stroke={1.4} className="ic" aria-hidden="true" />
      <h2 className="t14 w6">{query ? t("trash.notFound", { query }) : t("trash.emptyTitle")}</h2>
      <p className="t12 i3">{t(query ? "trash.notFoundText" : "trash.emptyText")}</p>
      {query && (
        <Button mt="sm" variant="default" onClick={onAll}>
          {t("trash.showAll")}
        </Button>
      )}
    </div>
  );
}

interface SheetProps {
  readonly entry: HistoryEntry;
  readonly calendar: Calendar | undefined;
  readonly zone: string;
  readonly busy: boolean;
  readonly onRestore: () => void;
  readonly onClose: () => void;
}

/** The removed event in full. */
function Sheet({ entry, calendar, zone, busy, onRestore, onClose }: SheetProps) {
  const { t } = useTranslation();
  const note = !calendar ? "gone" : calendar.readOnly ? "readOnly" : undefined;
  return (
    <section className="tr-sheet" aria-label={entry.title || t("event.untitled")}>
      <div className="row g8 top">
        <h2 className="t16 w6 sp">{entry.title || t("event.untitled")}</h2>
        <ActionIcon aria-label={t("trash.closeSheet")} onClick={onClose}>
          <IconX size={16} stroke={STROKE} />
        </ActionIcon>
      </div>
      <p className="t12 i3">{calendar?.name ?? t("trash.calendarGone")}</p>
      <VersionPreview id={entry.id} zone={zone} />
      {note && (
        <p className="row g8 top t12 i2 hint quiet">
          <IconClockPause size={16} stroke={STROKE} className="ic" aria-hidden="true" />
          {t(`trash.note.${note}`)}
        </p>
      )}
      <Button
        mt="md"
        aria-busy={busy}
        leftSection={<IconArrowBackUp size={16} stroke={STROKE} aria-hidden="true" />}
        onClick={onRestore}
      >
        {t(entry.recurrenceId ? "trash.restoreOne" : "trash.restore")}
      </Button>
    </section>
  );
}

/** Arrows walk through the lines, from button to button. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || event.altKey || !(event.target instanceof HTMLElement)) return;
  if (!event.target.classList.contains("tr-open")) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(".tr-open")];
  all[all.indexOf(event.target) + by]?.focus();
  event.preventDefault();
}

function useTrash(query: string) {
  const { data, failure } = useLive("history.list", { removed: true, limit: LIMIT });
  const { data: list } = useLive("calendars.list", { includeHidden: true });
  const calendarOf = ({ calendarId }: HistoryEntry) => list?.calendars.find(({ id }) => id === calendarId);
  const entries = data?.entries ?? [];
  const found = findRemoved(entries, query, (entry) => calendarOf(entry)?.name ?? "");
  return { ready: data !== undefined && list !== undefined, failure, found, calendarOf };
}

interface ListProps {
  readonly found: readonly HistoryEntry[];
  readonly calendarOf: (entry: HistoryEntry) => Calendar | undefined;
  readonly words: Words;
  readonly marked: ReadonlySet<string>;
  readonly shown: string | undefined;
  readonly onMark: (marked: ReadonlySet<string>) => void;
  readonly onShow: (id: string | undefined) => void;
}

/** The removed events by the day they were removed. */
function List({ found, calendarOf, words, marked, shown, onMark, onShow }: ListProps) {
  const { t, language, zone } = words;
  const today = dayOf(Date.now(), zone);
  const mark = (id: string, on: boolean) =>
    onMark(new Set([...marked].filter((one) => one !== id).concat(on ? id : [])));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a shortcut; every line is a button of its own
    <div className="tr-list" onKeyDown={walk}>
      {byDay(found, zone).map(([day, own]) => (
        <section key={day} aria-label={sayLongDay(day, language)}>
          <h2 className="over tr-day">{day === today ? t("changes.today") : sayLongDay(day, language)}</h2>
          <ul className="plain">
            {own.map((entry) => (
              <TrashRow
                key={entry.id}
                entry={entry}
                calendar={calendarOf(entry)}
                words={words}
                marked={marked.has(entry.id)}
                current={entry.id === shown}
                onMark={(on) => mark(entry.id, on)}
                onOpen={() => onShow(entry.id === shown ? undefined : entry.id)}
              />
            ))}
          </ul>
        </section>
      ))}
      {found.length === LIMIT && <p className="t12 i3 tr-day">{t("trash.newest", { count: LIMIT })}</p>}
    </div>
  );
}

interface FootProps {
  readonly count: number;
  readonly busy: boolean;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onRestore: () => void;
}

/** What to do with the chosen ones. */
function Foot({ count, busy, onAll, onNone, onRestore }: FootProps) {
  const { t } = useTranslation();
  return (
    <div className="foot page-foot">
      <span className="t13 i2 tn" role="status">
        {t("trash.chosen", { count })}
      </span>
      <Button variant="subtle" color="gray" onClick={onAll}>
        {t("trash.chooseAll")}
      </Button>
      <Button variant="subtle" color="gray" onClick={onNone}>
        {t("trash.chooseNone")}
      </Button>
      <div className="sp" />
      <Button aria-busy={busy} onClick={onRestore}>
        {t("trash.restoreChosen", { count })}
      </Button>
    </div>
  );
}

/** The page. */
export function TrashPage({ zone, onBack }: Props) {
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<string>();
  const { ready, failure, found, calendarOf } = useTrash(query);
  const { restore, busy } = useRestore();
  useBackCommand(() => (shown === undefined ? onBack() : setShown(undefined)));
  const current = found.find(({ id }) => id === shown);
  const chosen = found.filter(({ id }) => marked.has(id)).map(({ id }) => id);
  const bringBack = async (ids: readonly string[]) => {
    await restore(ids, (count) => t("trash.restored", { count }));
    setMarked(new Set());
    setShown(undefined);
  };
  return (
    <main className="panel" data-pane="content" tabIndex={-1} aria-label={t("trash.title")}>
      <Bar query={query} onQuery={setQuery} onBack={onBack} />
      {failure && !ready && <Problem title={t("trash.failed")} text={sayFailure(t, failure)} />}
      {!ready && !failure && <Skeleton />}
      {ready && found.length === 0 && <Nothing query={query} onAll={() => setQuery("")} />}
      {found.length > 0 && (
        <div className={current ? "tr-body two" : "tr-body"}>
          <List
            {...{ found, calendarOf, marked, shown }}
            words={{ t, language: i18n.language, zone }}
            onMark={setMarked}
            onShow={setShown}
          />
          {current && (
            <Sheet
              key={current.id}
              entry={current}
              calendar={calendarOf(current)}
              zone={zone}
              busy={busy}
              onRestore={() => void bringBack([current.id])}
              onClose={() => setShown(undefined)}
            />
          )}
        </div>
      )}
      {chosen.length > 0 && (
        <Foot
          count={chosen.length}
          busy={busy}
          onAll={() => setMarked(new Set(found.map(({ id }) => id)))}
          onNone={() => setMarked(new Set())}
          onRestore={() => void bringBack(chosen)}
        />
      )}
    </main>
  );
}
