// What others changed, by day: each entry opens its event; a silent merge can be taken back.
import { Button, Drawer } from "@mantine/core";
import { IconCalendarPlus, IconGitMerge, IconHistory, IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { ChangeEntry } from "../../src-preload/contract/conflicts.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { sayDifference } from "../i18n/say-difference.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import type { Words } from "../i18n/say-field.ts";
import { useCall } from "../live.tsx";
import { byDay } from "../time/by-day.ts";
import { sayLongDay, sayTime } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { useTold } from "../told.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { hue, STROKE } from "../ui/hue.ts";
import { useUndo } from "../undo.tsx";

const ICONS = { added: IconCalendarPlus, changed: IconPencil, removed: IconTrash, merged: IconGitMerge } as const;

interface EntryProps {
  readonly change: ChangeEntry;
  readonly calendar: Calendar | undefined;
  readonly words: Words;
  readonly onOpen: (change: ChangeEntry) => void;
  readonly onHistory: (change: ChangeEntry) => void;
}

interface WaysBackProps {
  /** Of the version before the change. */
  readonly id: string;
  readonly kind: ChangeEntry["kind"];
  readonly name: string;
  readonly onHistory: () => void;
}

function WaysBack({ id, kind, name, onHistory }: WaysBackProps) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  const undo = useUndo();
  const restore = async () => {
    const { undoId } = await call("history.restore", { id });
    undo.offer(t(`changes.restored.${kind}`), undoId);
  };
  return (
    <div className="row g8 ch-back">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${t(`changes.restore.${kind}`)}, ${name}`}
        onClick={() => told(restore())}
      >
        {t(`changes.restore.${kind}`)}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={`${t("history.open")}, ${name}`}
        onClick={onHistory}
      >
        {t("history.open")}
      </Button>
    </div>
  );
}

function Entry({ change, calendar, words, onOpen, onHistory }: EntryProps) {
  const { t } = useTranslation();
  const { kind, title, atMs, historyId, fields } = change;
  const Icon = ICONS[kind];
  const name = title || t("event.untitled");
  return (
    <li className="ch-entry" style={hue(calendar?.color ?? "#5F7196")}>
      <Icon size={16} stroke={STROKE} className="ic" aria-hidden="true" />
      <div className="col sp g2">
        <div className="row g8">
          {kind === "removed" ? (
            <span className="t13 w6 sp el struck">{name}</span>
          ) : (
            <button type="button" className="ch-open t13 w6 sp el" onClick={() => onOpen(change)}>
              {name}
            </button>
          )}
          <span className="t12 i3 tn">{sayTime(atMs, words.language, words.zone)}</span>
        </div>
        <span className="row g6 t12 i3">
          <span className="sw" aria-hidden="true" />
          <span className="el">{[calendar?.name, t(`changes.kind.${kind}`)].filter(Boolean).join(" · ")}</span>
        </span>
        {kind !== "added" && kind !== "removed" && fields.length > 0 && (
          <ul className="plain t12 i2 ch-fields">
            {fields.map((field) => (
              <li key={field.key}>{sayDifference(field, words)}</li>
            ))}
          </ul>
        )}
        {historyId && <WaysBack id={historyId} kind={kind} name={name} onHistory={() => onHistory(change)} />}
      </div>
    </li>
  );
}

interface Props {
  readonly changes: readonly ChangeEntry[] | undefined;
  readonly failure: Failure | undefined;
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly onOpen: (change: ChangeEntry) => void;
  readonly onHistory: (change: ChangeEntry) => void;
  readonly onClose: () => void;
}

/** The drawer at the right. */
export function ChangesDrawer({ changes, failure, calendars, zone, onOpen, onHistory, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const words = { t, language: i18n.language, zone };
  const today = dayOf(Date.now(), zone);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      padding={20}
      title={t("changes.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ content: "drawer" }}
    >
      {failure && !changes && <Problem title={t("changes.failed")} text={sayFailure(t, failure)} />}
      {changes?.length === 0 && (
        <div className="empty ch-empty">
          <IconHistory size={28} stroke={1.4} className="ic" aria-hidden="true" />
          <h3 className="t14 w6">{t("changes.emptyTitle")}</h3>
          <p className="t12 i3">{t("changes.emptyText")}</p>
        </div>
      )}
      {byDay(changes ?? [], zone).map(([day, entries]) => (
        <section key={day} aria-label={sayLongDay(day, i18n.language)}>
          <h3 className="over ch-day">{day === today ? t("changes.today") : sayLongDay(day, i18n.language)}</h3>
          <ul className="plain">
            {entries.map((change) => (
              <Entry
                key={change.id}
                change={change}
                calendar={calendars.find(({ id }) => id === change.calendarId)}
                words={words}
                onOpen={onOpen}
                onHistory={onHistory}
              />
            ))}
          </ul>
        </section>
      ))}
    </Drawer>
  );
}
