// The history of one event: what happened to it, when and by whom, the latest first; each version can be seen and brought back.
import { Button, Drawer } from "@mantine/core";
import {
  IconArrowBackUp,
  IconCloudDown,
  IconGitMerge,
  IconHistory,
  IconPencil,
  IconScale,
  IconTrash,
} from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryEntry } from "../../src-preload/contract/history.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { sayDifference } from "../i18n/say-difference.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { sayInstance, type Words } from "../i18n/say-field.ts";
import { useLive } from "../live.tsx";
import { byDay } from "../time/by-day.ts";
import { sayLongDay, sayTime } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { EventFacts } from "../ui/event-facts.tsx";
import { STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { useRestore } from "./use-restore.ts";
import { VersionPreview } from "./version-preview.tsx";

const ICONS = {
  edited: IconPencil,
  removed: IconTrash,
  "changed-on-server": IconCloudDown,
  "removed-on-server": IconTrash,
  overruled: IconScale,
  merged: IconGitMerge,
} as const satisfies Record<HistoryEntry["cause"], unknown>;

function Step({ entry, words }: { entry: HistoryEntry; words: Words }) {
  const { t } = words;
  const [opened, setOpened] = useState(false);
  const { restore, busy } = useRestore();
  const previewId = useId();
  const { id, cause, atMs, fields = [], recurrenceId } = entry;
  const Icon = ICONS[cause];
  const time = sayTime(atMs, words.language, words.zone);
  const instance = sayInstance(recurrenceId, words);
  const what = t(`history.cause.${cause}`);
  return (
    <li className="ch-entry">
      <Icon size={16} stroke={STROKE} className="ic" aria-hidden="true" />
      <div className="col sp g2">
        <div className="row g8">
          <span className="t13 w6 sp">{instance ? t("history.ofInstance", { what, instance }) : what}</span>
          <span className="t12 i3 tn">{time}</span>
        </div>
        {fields.length > 0 && (
          <ul className="plain t12 i2 ch-fields">
            {fields.map((field) => (
              <li key={field.key}>{sayDifference(field, words)}</li>
            ))}
          </ul>
        )}
        <div className="row g8 hi-acts">
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={opened}
            aria-controls={opened ? previewId : undefined}
            aria-label={`${t(opened ? "history.hide" : "history.see")}, ${time}`}
            onClick={() => setOpened(!opened)}
          >
            {t(opened ? "history.hide" : "history.see")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={busy}
            leftSection={<IconArrowBackUp size={14} stroke={STROKE} aria-hidden="true" />}
            aria-label={t("history.restoreAt", { time })}
            onClick={() => void restore([id], () => t("history.restored"))}
          >
            {t("history.restore")}
          </Button>
        </div>
        {opened && (
          <div id={previewId} className="hi-preview">
            <VersionPreview id={id} zone={words.zone} />
          </div>
        )}
      </div>
    </li>
  );
}

/** The event as it is, or that it is gone. */
function Now({ eventId, zone }: { eventId: EventId; zone: string }) {
  const { t } = useTranslation();
  const { data, failure } = useLive("events.get", { id: eventId });
  if (!data && !failure) return null;
  return (
    <section className="hi-now" aria-label={t("history.now")}>
      <h3 className="over">{t("history.now")}</h3>
      {data ? <EventFacts event={data.event} zone={zone} /> : <p className="t13 i3">{t("history.gone")}</p>}
    </section>
  );
}

interface Props {
  readonly eventId: EventId;
  readonly zone: string;
  readonly onClose: () => void;
}

/** The drawer at the right. */
export function HistoryDrawer({ eventId, zone, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const words = { t, language: i18n.language, zone };
  const today = dayOf(Date.now(), zone);
  const { data, failure } = useLive("history.list", { eventId, limit: 200 });
  const { data: now } = useLive("events.get", { id: eventId });
  const entries = data?.entries;
  const title = now?.event.title ?? entries?.[0]?.title;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      padding={20}
      title={title ? t("history.titleOf", { title }) : t("history.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ content: "drawer" }}
    >
      <Now eventId={eventId} zone={zone} />
      {failure && !data && <Problem title={t("history.failed")} text={sayFailure(t, failure)} />}
      {!data && !failure && <Skeleton />}
      {entries?.length === 0 && (
        <div className="empty hi-empty">
          <IconHistory size={28} stroke={1.4} className="ic" aria-hidden="true" />
          <h3 className="t14 w6">{t("history.emptyTitle")}</h3>
          <p className="t12 i3">{t("history.emptyText")}</p>
        </div>
      )}
      {byDay(entries ?? [], zone).map(([day, own]) => (
        <section key={day} aria-label={sayLongDay(day, i18n.language)}>
          <h3 className="over ch-day">{day === today ? t("changes.today") : sayLongDay(day, i18n.language)}</h3>
          <ol className="plain">
            {own.map((entry) => (
              <Step key={entry.id} entry={entry} words={words} />
            ))}
          </ol>
        </section>
      ))}
      {entries && entries.length > 0 && <p className="t12 i3 mt16">{t("history.kept")}</p>}
    </Drawer>
  );
}
