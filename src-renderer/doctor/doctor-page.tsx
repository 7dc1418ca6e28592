// The sync doctor: account by account, calendar by calendar, how sync goes and what can be done about it.
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import {
  IconAlertTriangle,
  IconChevronLeft,
  IconCopy,
  IconLock,
  IconPlayerStop,
  IconRefresh,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { MailFolder } from "../../src-preload/contract/mail.ts";
import type { CalendarId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { useNow } from "../time/use-now.ts";
import { toSend } from "../to-send.ts";
import { useBackCommand } from "../ui/back-command.ts";
import { Problem } from "../ui/error-boundary.tsx";
import { hue, STROKE } from "../ui/hue.ts";
import { Skeleton } from "../ui/loading.tsx";
import { DoctorRow } from "./doctor-row.tsx";
import { needsSomeone, type Report } from "./doctor-words.ts";
import { FolderRows } from "./folder-rows.tsx";
import { folderNeedsSomeone } from "./folder-words.ts";
import { RestoredNote } from "./restored-note.tsx";
import { type DoctorDeeds, useDoctor } from "./use-doctor.ts";

interface Props {
  readonly accounts: readonly Account[];
  readonly zone: string;
  readonly onBack: () => void;
  readonly onDecide: () => void;
  readonly onSignIn: (account: Account) => void;
}

interface Line {
  readonly calendar: Calendar;
  readonly state: CalendarSyncState;
  readonly report: Report | undefined;
}

const NO_FOLDERS: readonly MailFolder[] = [];

/** Every synced calendar with all that is known about it, hidden ones too. */
function useLines() {
  const { data: list, failure } = useLive("calendars.list", { includeHidden: true });
  const { data: status } = useLive("sync.status", {});
  const { data: doctor } = useLive("sync.doctor", {});
  const { data: mail } = useLive("mail.folders", {});
  const lines = (list?.calendars ?? []).flatMap((calendar): Line[] => {
    const state = status?.calendars.find(({ calendarId }) => calendarId === calendar.id);
    const report = doctor?.calendars.find(({ calendarId }) => calendarId === calendar.id);
    return state ? [{ calendar, state, report }] : [];
  });
  const onDevice = (list?.calendars ?? []).filter(({ accountId }) => accountId === undefined).length;
  const folders = mail?.folders.filter(({ selectable }) => selectable) ?? NO_FOLDERS;
  return { lines, folders, onDevice, ready: list !== undefined && status !== undefined, failure };
}

interface CardProps extends Pick<Props, "zone" | "onDecide" | "onSignIn"> {
  readonly account: Account;
  readonly lines: readonly Line[];
  readonly folders: readonly MailFolder[];
  readonly deeds: DoctorDeeds;
}

function AccountHead({ account, lines, folders, deeds, onSignIn }: Omit<CardProps, "zone" | "onDecide">) {
  const { t } = useTranslation();
  const deedsLeft = folders.reduce((n, { sync }) => n + sync.pending, 0);
  const pending = lines.reduce((n, { state }) => n + toSend(state), deedsLeft);
  return (
    <div className="doc-head">
      <span className="sw" style={hue(account.color)} />
      <h2 className="t13 w6">{account.label}</h2>
      <span className="t12 i3 el">{account.address ?? account.url}</span>
      <div className="sp" />
      {account.state === "sign-in" ? (
        <>
          {pending > 0 && <span className="t12 i3 tn">{t("sync.pending", { count: pending })}</span>}
          <span className="row g6 t12 err">
            <IconAlertTriangle size={15} stroke={STROKE} aria-hidden="true" />
            {t("sync.signIn")}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => onSignIn(account)}>
            {t("shell.signInAction")}
          </Button>
        </>
      ) : (
        <span className="t12 i3 tn">{t("sync.pending", { count: pending })}</span>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconCopy size={15} stroke={STROKE} aria-hidden="true" />}
        onClick={() => deeds.copyReport(account)}
      >
        {t("doctor.copy")}
      </Button>
    </div>
  );
}

function AccountCard(props: CardProps) {
  const { account, lines, folders, zone, deeds, onDecide } = props;
  const nowMs = useNow();
  const [toggled, setToggled] = useState<ReadonlyMap<CalendarId, boolean>>(new Map());
  return (
    <section className="card doc-card" aria-label={account.label}>
      <AccountHead {...props} />
      <ul className="plain">
        {lines.map((line) => {
          // What needs someone is open until it is closed by hand.
          const opened = toggled.get(line.calendar.id) ?? needsSomeone(line.state);
          return (
            <DoctorRow
              key={line.calendar.id}
              {...line}
              zone={zone}
              nowMs={nowMs}
              isSignedOut={account.state === "sign-in"}
              opened={opened}
              onToggle={() => setToggled(new Map(toggled).set(line.calendar.id, !opened))}
              deeds={deeds}
              onDecide={onDecide}
            />
          );
        })}
      </ul>
      <FolderRows {...{ folders, zone, nowMs }} />
    </section>
  );
}

function Bar({ lines, folders, ready, filter, onFilter, deeds, onBack }: BarProps) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const waiting = lines.filter(({ state }) => needsSomeone(state)).length + folders.filter(folderNeedsSomeone).length;
  const running = lines.some(({ state }) => state.state === "running");
  const events = lines.reduce((n, { report }) => n + (report?.events ?? 0), 0);
  return (
    <div className="bar page-bar">
      <ActionIcon aria-label={t("conflict.back")} onClick={onBack}>
        <IconChevronLeft size={18} stroke={STROKE} />
      </ActionIcon>
      <h1 className="t16 w6 page-title" tabIndex={-1} ref={title}>
        {t("doctor.title")}
      </h1>
      {ready && <span className="t12 i3 el sp doc-all">{t("doctor.onDevice", { count: events })}</span>}
      <div className="sp" />
      <SegmentedControl
        aria-label={t("doctor.filter")}
        value={filter}
        onChange={(value) => onFilter(value as "all" | "waiting")}
        data={[
          { value: "all", label: t("doctor.all") },
          { value: "waiting", label: t("doctor.waiting", { count: waiting }) },
        ]}
      />
      {running && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} stroke={STROKE} aria-hidden="true" />}
          onClick={() => deeds.cancel()}
        >
          {t("doctor.stop")}
        </Button>
      )}
      <Button variant="default" onClick={() => deeds.compare({})}>
        {t("doctor.compareAll")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} stroke={STROKE} aria-hidden="true" />}
        onClick={() => deeds.run({})}
      >
        {t("doctor.runAll")}
      </Button>
    </div>
  );
}
interface BarProps {
  readonly lines: readonly Line[];
  readonly folders: readonly MailFolder[];
  readonly ready: boolean;
  readonly filter: "all" | "waiting";
  readonly onFilter: (filter: "all" | "waiting") => void;
  readonly deeds: DoctorDeeds;
  readonly onBack: () => void;
}

function Columns() {
  const { t } = useTranslation();
  return (
    <div className="doc-row doc-columns over" aria-hidden="true">
      <span>{t("doctor.calendar")}</span>
      <span className="doc-method">{t("doctor.method")}</span>
      <span>{t("doctor.lastSuccess")}</span>
      <span>{t("doctor.next")}</span>
      <span>{t("doctor.state")}</span>
      <span />
    </div>
  );
}

/** The page. */
export function DoctorPage({ accounts, zone, onBack, onDecide, onSignIn }: Props) {
  const { t } = useTranslation();
  const { lines, folders, onDevice, ready, failure } = useLines();
  const [filter, setFilter] = useState<"all" | "waiting">("all");
  const deeds = useDoctor();
  useBackCommand(onBack);
  const shown = filter === "all" ? lines : lines.filter(({ state }) => needsSomeone(state));
  const shownFolders = filter === "all" ? folders : folders.filter(folderNeedsSomeone);
  const cards = accounts.map((account) => ({
    account,
    own: shown.filter(({ calendar }) => calendar.accountId === account.id),
    mail: shownFolders.filter(({ accountId }) => accountId === account.id),
  }));
  return (
    <main className="panel" data-pane="content" tabIndex={-1} aria-label={t("doctor.title")}>
      <Bar {...{ lines, folders, ready, filter, deeds, onBack }} onFilter={setFilter} />
      {failure && !ready && <Problem title={t("doctor.failed")} text={sayFailure(t, failure)} />}
      {!ready && !failure && <Skeleton />}
      {ready && (
        <div className="page-body">
          <div className="page-in doc-in">
            <RestoredNote zone={zone} />
            <Columns />
            {cards.map(
              ({ account, own, mail }) =>
                (filter === "all" || own.length + mail.length > 0) && (
                  <AccountCard
                    key={account.id}
                    {...{ account, zone, deeds, onDecide, onSignIn }}
                    lines={own}
                    folders={mail}
                  />
                ),
            )}
            {filter === "waiting" && shown.length + shownFolders.length === 0 && (
              <p className="t13 i3 doc-note">{t("doctor.nothing")}</p>
            )}
            {onDevice > 0 && filter === "all" && (
              <section className="card doc-card" aria-label={t("calendars.device")}>
                <div className="doc-head">
                  <h2 className="t13 w6">{t("calendars.device")}</h2>
                  <span className="t12 i3">{t("doctor.neverSent")}</span>
                  <div className="sp" />
                  <IconLock size={15} stroke={STROKE} className="ic" aria-hidden="true" />
                  <span className="t12 i3 tn">{t("add.calendarCount", { count: onDevice })}</span>
                </div>
              </section>
            )}
            <p className="t12 i3 doc-note">{t("doctor.promise")}</p>
          </div>
        </div>
      )}
    </main>
  );
}
