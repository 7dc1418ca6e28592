// The calendars of the sidebar, grouped by account; each toggles its visibility.
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconClockPause,
  IconFileImport,
  IconLock,
  IconPlus,
  IconRefresh,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import type { CalendarSyncState } from "../../src-preload/contract/sync.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { useLive } from "../live.tsx";
import { askedToWaitUntil } from "../pause.ts";
import { sayTime } from "../time/say-when.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { CalendarMenu } from "./calendar-menu.tsx";
import { CalendarSettings } from "./calendar-settings.tsx";
import { HiddenCalendars } from "./hidden-calendars.tsx";
import { NewCalendar } from "./new-calendar.tsx";
import { type CalendarDeeds, useCalendarDeeds } from "./use-calendar-deeds.ts";

interface RowStateProps {
  readonly calendar: Calendar;
  readonly state: CalendarSyncState | undefined;
  readonly zone: string;
}

function RowState({ calendar, state, zone }: RowStateProps) {
  const { t, i18n } = useTranslation();
  let Icon: typeof IconLock | undefined;
  let label = "";
  let tone = "ic";
  const untilMs = state && askedToWaitUntil(state);
  if (untilMs !== undefined) {
    [Icon, label] = [IconClockPause, t("sync.waitUntil", { time: sayTime(untilMs, i18n.language, zone) })];
  } else if (state?.state === "failing" && state.failure && state.failure.code !== "offline") {
    [Icon, label, tone] = [IconAlertTriangle, sayFailure(t, state.failure), "err"];
  } else if (state && state.parked > 0) {
    [Icon, label, tone] = [IconAlertTriangle, t("sync.parked", { count: state.parked }), "err"];
  } else if (state && state.conflicts > 0) {
    [Icon, label, tone] = [IconAlertTriangle, t("conflict.waiting", { count: state.conflicts }), "err"];
  } else if (calendar.accountId && !calendar.syncEnabled) [Icon, label] = [IconClockPause, t("calendars.paused")];
  else if (state?.state === "running") [Icon, label, tone] = [IconRefresh, t("sync.running"), "ic turning"];
  else if (calendar.readOnly) [Icon, label] = [IconLock, t("calendars.readOnly")];
  if (!Icon) return null;
  return (
    <Tooltip label={label} multiline maw={280}>
      <span className="row li-state">
        <Icon size={15} stroke={STROKE} className={tone} role="img" aria-label={label} />
      </span>
    </Tooltip>
  );
}

interface RowProps extends RowStateProps {
  readonly deeds: CalendarDeeds;
  readonly onSettings: () => void;
}

function CalendarRow({ calendar, state, zone, deeds, onSettings }: RowProps) {
  return (
    <li className="li cal-row">
      <label className="row g8 sp cal-label" style={hue(calendar.color)}>
        <input
          type="checkbox"
          className="box"
          checked={calendar.visible}
          onChange={({ currentTarget }) => deeds.update({ visible: currentTarget.checked })}
        />
        <IconCheck size={10} stroke={3.2} className="box-tick" aria-hidden="true" />
        <span className={calendar.visible ? "el" : "el i3"}>{calendar.name}</span>
      </label>
      <RowState calendar={calendar} state={state} zone={zone} />
      <CalendarMenu calendar={calendar} state={state} deeds={deeds} onSettings={onSettings} />
    </li>
  );
}

function Group({ title, side, children }: { title: string; side?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="row sect">
        <h2 className="over sp el">{title}</h2>
        {side}
      </div>
      <ul className="plain">{children}</ul>
    </section>
  );
}

interface Props {
  readonly calendars: readonly Calendar[];
  readonly accounts: readonly Account[];
  readonly zone: string;
  /** The menu of an account, from the feature that owns accounts; `onNew` creates a calendar on its server. */
  readonly renderAccountMenu: (account: Account, onNew: () => void) => ReactNode;
  readonly onAddAccount: () => void;
  readonly onImport: () => void;
}

type Dialog =
  | { readonly kind: "new"; readonly accountId: AccountId | undefined }
  | { readonly kind: "settings"; readonly id: CalendarId };

/** What is open over the list. */
function Dialogs({ dialog, calendars, accounts, onClose }: DialogsProps) {
  const deedsOf = useCalendarDeeds(calendars);
  if (dialog?.kind === "new") return <NewCalendar accounts={accounts} accountId={dialog.accountId} onClose={onClose} />;
  const calendar = dialog && calendars.find(({ id }) => id === dialog.id);
  return calendar ? <CalendarSettings calendar={calendar} deeds={deedsOf(calendar)} onClose={onClose} /> : null;
}
interface DialogsProps extends Pick<Props, "calendars" | "accounts"> {
  readonly dialog: Dialog | undefined;
  readonly onClose: () => void;
}

function Links({ onAddAccount, onImport }: Pick<Props, "onAddAccount" | "onImport">) {
  const { t } = useTranslation();
  return (
    <div className="links">
      <button type="button" className="li link-row" onClick={onAddAccount}>
        <IconPlus size={15} stroke={STROKE} className="ic" aria-hidden="true" />
        {t("calendars.addAccount")}
      </button>
      <button type="button" className="li link-row" onClick={onImport}>
        <IconFileImport size={15} stroke={STROKE} className="ic" aria-hidden="true" />
        {t("transfer.import")}
      </button>
    </div>
  );
}

/** All calendars, account by account, those of this device last. */
export function CalendarList({ calendars, accounts, zone, renderAccountMenu, onAddAccount, onImport }: Props) {
  const { t } = useTranslation();
  const { data } = useLive("sync.status", {});
  const deedsOf = useCalendarDeeds(calendars);
  const [dialog, open] = useState<Dialog>();
  const sorted = calendars.toSorted((a, b) => a.order - b.order || a.name.localeCompare(b.name));
  const rows = (accountId: string | undefined) =>
    sorted
      .filter((calendar) => calendar.accountId === accountId)
      .map((calendar) => (
        <CalendarRow
          key={calendar.id}
          calendar={calendar}
          state={data?.calendars.find(({ calendarId }) => calendarId === calendar.id)}
          zone={zone}
          deeds={deedsOf(calendar)}
          onSettings={() => open({ kind: "settings", id: calendar.id })}
        />
      ));
  const addHere = (
    <Tooltip label={t("calendars.add")}>
      <ActionIcon size={24} aria-label={t("calendars.add")} onClick={() => open({ kind: "new", accountId: undefined })}>
        <IconPlus size={15} stroke={STROKE} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <nav className="cal-list" aria-label={t("calendars.label")}>
      {accounts.map((account) => (
        <Group
          key={account.id}
          title={account.label}
          side={renderAccountMenu(account, () => open({ kind: "new", accountId: account.id }))}
        >
          {rows(account.id)}
          <HiddenCalendars accountId={account.id} />
        </Group>
      ))}
      <Group title={t("calendars.device")} side={addHere}>
        {rows(undefined)}
      </Group>
      <Links onAddAccount={onAddAccount} onImport={onImport} />
      <Dialogs dialog={dialog} calendars={calendars} accounts={accounts} onClose={() => open(undefined)} />
    </nav>
  );
}
