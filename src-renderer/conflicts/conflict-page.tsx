// Two versions of one event: what differs, and the choice. Nothing is lost either way: the loser stays in history.
import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconChevronLeft,
  IconChevronRight,
  IconChevronUp,
  IconCircleCheck,
  IconCloud,
  IconDeviceLaptop,
} from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Conflict } from "../../src-preload/contract/conflicts.ts";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { sayValue, type Words } from "../i18n/say-field.ts";
import { useCall, useLive } from "../live.tsx";
import { sayMoment } from "../time/say-when.ts";
import { useTold } from "../told.ts";
import { useBackCommand } from "../ui/back-command.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { EventFacts } from "../ui/event-facts.tsx";
import { hue, STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { type Choices, merged, sideOf, waiting } from "./choices.ts";
import { ConflictTable } from "./conflict-table.tsx";
import { LandingStrips } from "./landing-strip.tsx";
import { useResolve } from "./use-resolve.ts";

interface Props {
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  /** The conflict to begin with. */
  readonly first: string | undefined;
  readonly onBack: () => void;
}

const POLICIES = ["ask", "newest", "server", "mine"] as const;

/** From now on, for this calendar. */
function PolicyMenu({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const call = useCall();
  const told = useTold();
  return (
    <Menu position="top-start" shadow="md" width={260}>
      <Menu.Target>
        <Button variant="subtle" color="gray" rightSection={<IconChevronUp size={14} aria-hidden="true" />}>
          {t("conflict.always")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={calendar.conflictPolicy}
          onChange={(value) => {
            const conflictPolicy = POLICIES.find((policy) => policy === value);
            if (conflictPolicy) told(call("calendars.update", { id: calendar.id, conflictPolicy }));
          }}
        >
          {POLICIES.map((policy) => (
            <Menu.RadioItem key={policy} value={policy} closeMenuOnClick>
              {t(`policy.${policy}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function Head({ conflict, calendar, words }: { conflict: Conflict; calendar: Calendar | undefined; words: Words }) {
  const { t } = useTranslation();
  const { title, start, zone, kind, sinceMs } = conflict;
  const [when = ""] = sayValue({ start, zone }, "time", words);
  const since = sayMoment(sinceMs, Date.now(), words.language, words.zone);
  return (
    <div className="row g12 cf-head" style={hue(calendar?.color ?? "#5F7196")}>
      <span className="bar3" />
      <div className="col sp">
        <h2 className="t20 w6">{title || t("event.untitled")}</h2>
        <p className="t13 i2">{t(`conflict.story.${kind}`, { count: conflict.fields.length })}</p>
        <p className="t12 i3 tn">
          {[when, calendar?.name, t("conflict.since", { when: since })].filter(Boolean).join(" · ")}
        </p>
      </div>
    </div>
  );
}

interface AnswersProps {
  readonly conflict: Conflict;
  readonly choices: Choices;
}

/** One of the two goes: keeping is the filled button. */
function KeepOrLose({ conflict, kind }: { conflict: Conflict; kind: "removed-there" | "removed-here" }) {
  const { t } = useTranslation();
  const { resolve, busy } = useResolve();
  const keep = kind === "removed-there" ? "mine" : "theirs";
  const lose = kind === "removed-there" ? "theirs" : "mine";
  return (
    <>
      <Button
        variant="subtle"
        className="danger"
        disabled={busy}
        onClick={() => resolve(conflict, { id: conflict.id, choice: lose })}
      >
        {t(`conflict.answer.${kind}.${lose}`)}
      </Button>
      <Button disabled={busy} onClick={() => resolve(conflict, { id: conflict.id, choice: keep })}>
        {t(`conflict.answer.${kind}.${keep}`)}
      </Button>
    </>
  );
}

/** Both, or the result: Save waits for the last choice. */
function Answers({ conflict, choices }: AnswersProps) {
  const { t } = useTranslation();
  const { resolve, busy } = useResolve();
  const missing = waiting(conflict, choices);
  return (
    <>
      <span className="t12 i3" role="status">
        {missing > 0 ? t("conflict.missing", { count: missing }) : ""}
      </span>
      <Button variant="default" disabled={busy} onClick={() => resolve(conflict, { id: conflict.id, choice: "both" })}>
        {t("conflict.both")}
      </Button>
      <Button disabled={busy || missing > 0} onClick={() => resolve(conflict, merged(conflict, choices))}>
        {t("conflict.save")}
      </Button>
    </>
  );
}

/** What the version says that is still there; of the other side nothing is left. */
function Survivor({ conflict, event, zone }: { conflict: Conflict; event: EventDetail; zone: string }) {
  const { t } = useTranslation();
  const side = conflict.kind === "removed-there" ? "mine" : "theirs";
  const Icon = side === "mine" ? IconDeviceLaptop : IconCloud;
  return (
    <section className="card cf-survivor" aria-label={t(`conflict.${side}`)}>
      <h3 className="row g6 t13 w6">
        <Icon size={16} stroke={STROKE} className="ic" aria-hidden="true" />
        {t(`conflict.${side}`)}
      </h3>
      <EventFacts event={event} zone={zone} />
    </section>
  );
}

interface SheetProps {
  readonly conflict: Conflict;
  readonly calendars: readonly Calendar[];
  readonly words: Words;
}

function Sheet({ conflict, calendars, words }: SheetProps) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Choices>({});
  const calendar = calendars.find(({ id }) => id === conflict.calendarId);
  const time = conflict.fields.find(({ name }) => name === "time");
  return (
    <>
      <div className="page-body">
        <div className="page-in">
          <Head conflict={conflict} calendar={calendar} words={words} />
          {conflict.fields.length > 0 && (
            <ConflictTable conflict={conflict} choices={choices} words={words} onChoose={setChoices} />
          )}
          {conflict.event && <Survivor conflict={conflict} event={conflict.event} zone={words.zone} />}
          <p className="row g8 t12 i3 mt12">
            <IconArrowBackUp size={16} stroke={STROKE} aria-hidden="true" />
            {t("conflict.kept")}
          </p>
          <LandingStrips {...{ conflict, calendars, words }} side={time && sideOf(time, choices)} />
        </div>
      </div>
      <div className="foot page-foot">
        {calendar && <PolicyMenu calendar={calendar} />}
        <div className="sp" />
        {conflict.kind === "edited-both" ? (
          <Answers conflict={conflict} choices={choices} />
        ) : (
          <KeepOrLose conflict={conflict} kind={conflict.kind} />
        )}
      </div>
    </>
  );
}

function AllDecided({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <IconCircleCheck size={28} stroke={1.4} className="ok" aria-hidden="true" />
      <h2 className="t14 w6">{t("conflict.doneTitle")}</h2>
      <p className="t12 i3">{t("conflict.doneText")}</p>
      <Button mt="sm" onClick={onBack}>
        {t("conflict.back")}
      </Button>
    </div>
  );
}

/** Walks through the conflicts; the one in view stays in view while others come and go. */
function useWalk(conflicts: readonly Conflict[], first: string | undefined) {
  const [wanted, setWanted] = useState({ id: first, at: 0 });
  const found = conflicts.findIndex(({ id }) => id === wanted.id);
  const at = found >= 0 ? found : Math.min(wanted.at, Math.max(0, conflicts.length - 1));
  return {
    at,
    conflict: conflicts[at],
    go: (step: -1 | 1) => {
      const next = (at + step + conflicts.length) % conflicts.length;
      setWanted({ id: conflicts[next]?.id, at: next });
    },
  };
}

function Bar({ children, onBack }: { children: ReactNode; onBack: () => void }) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="bar page-bar">
      <ActionIcon aria-label={t("conflict.back")} onClick={onBack}>
        <IconChevronLeft size={18} stroke={STROKE} />
      </ActionIcon>
      <h1 className="t16 w6 page-title" tabIndex={-1} ref={title}>
        {t("conflict.title")}
      </h1>
      <div className="sp" />
      {children}
    </div>
  );
}

/** The page of what waits for a decision. */
export function ConflictPage({ calendars, zone, first, onBack }: Props) {
  const { t, i18n } = useTranslation();
  const { data, failure } = useLive("conflicts.list", {});
  const conflicts = data?.conflicts ?? [];
  const { at, conflict, go } = useWalk(conflicts, first);
  useBackCommand(onBack);
  const words = { t, language: i18n.language, zone };
  return (
    <main className="panel" data-pane="content" tabIndex={-1} aria-label={t("conflict.title")}>
      <Bar onBack={onBack}>
        {conflict && (
          <span className="t13 i3 tn" aria-live="polite">
            {t("conflict.count", { n: at + 1, count: conflicts.length })}
          </span>
        )}
        {conflicts.length > 1 && (
          <>
            <ActionIcon aria-label={t("conflict.previous")} onClick={() => go(-1)}>
              <IconChevronLeft size={18} stroke={STROKE} />
            </ActionIcon>
            <ActionIcon aria-label={t("conflict.next")} onClick={() => go(1)}>
              <IconChevronRight size={18} stroke={STROKE} />
            </ActionIcon>
          </>
        )}
      </Bar>
      {failure && !data && <Problem title={t("conflict.failed")} text={sayFailure(t, failure)} />}
      {!data && !failure && <Skeleton />}
      {data && !conflict && <AllDecided onBack={onBack} />}
      {conflict && <Sheet key={conflict.id} conflict={conflict} calendars={calendars} words={words} />}
    </main>
  );
}
