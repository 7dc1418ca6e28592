// The calendars of the sidebar: account by account, in each the synced ones, groups, missions, then the rest; last, this device.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconFileImport, IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { AccountId, CalendarId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { STROKE } from "../ui/hue.ts";
import { AccountState, CalendarGroup } from "./calendar-group.tsx";
import { CalendarRow } from "./calendar-row.tsx";
import { CalendarSettings } from "./calendar-settings.tsx";
import { partsOf } from "./grouping.ts";
import { HiddenCalendars } from "./hidden-calendars.tsx";
import { NewCalendar } from "./new-calendar.tsx";
import { isOnly } from "./only.ts";
import { useCalendarDeeds } from "./use-calendar-deeds.ts";

interface Props {
  readonly calendars: readonly Calendar[];
  readonly accounts: readonly Account[];
  readonly zone: string;
  /** The menu of an account, from the feature that owns accounts; `onNew` creates a calendar on its server. */
  readonly renderAccountMenu: (account: Account, onNew: () => void) => ReactNode;
  readonly onAddAccount: () => void;
  readonly onImport: () => void;
  readonly onTrash: () => void;
  readonly onDecide: () => void;
  readonly onDoctor: () => void;
  readonly onSignIn: (account: Account) => void;
}

type Dialog =
  | { readonly kind: "new"; readonly accountId: AccountId | undefined }
  | { readonly kind: "settings"; readonly id: CalendarId };

interface DialogsProps extends Pick<Props, "calendars" | "accounts"> {
  readonly dialog: Dialog | undefined;
  readonly onClose: () => void;
}

/** What is open over the list. */
function Dialogs({ dialog, calendars, accounts, onClose }: DialogsProps) {
  const deedsOf = useCalendarDeeds(calendars);
  if (dialog?.kind === "new") return <NewCalendar accounts={accounts} accountId={dialog.accountId} onClose={onClose} />;
  const calendar = dialog && calendars.find(({ id }) => id === dialog.id);
  return calendar ? <CalendarSettings calendar={calendar} deeds={deedsOf(calendar)} onClose={onClose} /> : null;
}

interface RowsProps extends Pick<Props, "calendars" | "zone" | "onDecide" | "onDoctor" | "onSignIn"> {
  /** Absent: those of this device. */
  readonly account?: Account;
  readonly onSettings: (id: CalendarId) => void;
}

/** The lines of an account, or of this device. */
function Rows({ calendars, account, zone, onDecide, onDoctor, onSignIn, onSettings }: RowsProps) {
  const { t } = useTranslation();
  const { data } = useLive("sync.status", {});
  const deedsOf = useCalendarDeeds(calendars);
  const parts = partsOf(calendars.filter(({ accountId }) => accountId === account?.id));
  const named = parts.some(({ part }) => part === "group" || part === "mission");
  const help = { onDecide, onDoctor, onSignIn: () => account && onSignIn(account) };
  return parts.map(({ part, own }) => {
    const title = part === "synced" || !named ? undefined : t(`calendars.part.${part}`);
    return (
      <div key={part}>
        {title && <h3 className="t11 i3 part-title">{title}</h3>}
        <ul className="plain" aria-label={title}>
          {own.map((calendar) => (
            <CalendarRow
              key={calendar.id}
              {...{ calendar, own, part, account, zone, help }}
              only={isOnly(calendars, calendar.id)}
              state={data?.calendars.find(({ calendarId }) => calendarId === calendar.id)}
              deeds={deedsOf(calendar)}
              onSettings={() => onSettings(calendar.id)}
            />
          ))}
        </ul>
      </div>
    );
  });
}

function Links({ onAddAccount, onImport, onTrash }: Pick<Props, "onAddAccount" | "onImport" | "onTrash">) {
  const { t } = useTranslation();
  const links = [
    { Icon: IconPlus, label: t("calendars.addAccount"), run: onAddAccount },
    { Icon: IconFileImport, label: t("transfer.import"), run: onImport },
    { Icon: IconTrash, label: t("trash.title"), run: onTrash },
  ];
  return (
    <div className="links">
      {links.map(({ Icon, label, run }) => (
        <button key={label} type="button" className="li link-row" onClick={run}>
          <Icon size={15} stroke={STROKE} className="ic" aria-hidden="true" />
          {label}
        </button>
      ))}
    </div>
  );
}

/** All calendars, account by account, those of this device last. */
export function CalendarList(props: Props) {
  const { t } = useTranslation();
  const { calendars, accounts, zone, renderAccountMenu } = props;
  const { data } = useLive("sync.status", {});
  const [dialog, open] = useState<Dialog>();
  const onSettings = (id: CalendarId) => open({ kind: "settings", id });
  return (
    <nav className="cal-list" aria-label={t("calendars.label")}>
      {accounts.map((account) => (
        <CalendarGroup
          key={account.id}
          id={account.id}
          title={account.label}
          side={
            <>
              {renderAccountMenu(account, () => open({ kind: "new", accountId: account.id }))}
              <AccountState account={account} states={data?.calendars ?? []} zone={zone} />
            </>
          }
        >
          <Rows {...props} account={account} onSettings={onSettings} />
          <HiddenCalendars accountId={account.id} />
        </CalendarGroup>
      ))}
      <CalendarGroup
        id="device"
        title={t("calendars.device")}
        side={
          <Tooltip label={t("calendars.add")}>
            <ActionIcon
              size={24}
              aria-label={t("calendars.add")}
              onClick={() => open({ kind: "new", accountId: undefined })}
            >
              <IconPlus size={15} stroke={STROKE} />
            </ActionIcon>
          </Tooltip>
        }
      >
        <Rows {...props} onSettings={onSettings} />
        <HiddenCalendars accountId={undefined} />
      </CalendarGroup>
      <Links {...props} />
      <Dialogs dialog={dialog} calendars={calendars} accounts={accounts} onClose={() => open(undefined)} />
    </nav>
  );
}
