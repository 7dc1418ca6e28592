// The sidebar: month, calendars, sync in one line.
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { AccountMenu } from "../accounts/account-menu.tsx";
import { MiniMonth } from "../agenda/mini-month.tsx";
import type { Place } from "../agenda/place.ts";
import { CalendarList } from "../calendars/calendar-list.tsx";
import { SyncFoot } from "../calendars/sync-foot.tsx";

interface Props {
  readonly place: Place;
  readonly today: string;
  readonly zone: string;
  readonly accounts: readonly Account[];
  readonly calendars: readonly Calendar[];
  readonly onAddAccount: () => void;
  readonly onImport: () => void;
  readonly onTrash: () => void;
  readonly onDoctor: () => void;
  readonly onSignIn: (account: Account) => void;
  readonly onDecide: () => void;
}

/** The sidebar. */
export function Side(props: Props) {
  const { t } = useTranslation();
  const { place, today, zone, accounts, calendars, onAddAccount, onImport, onTrash, onDoctor, onDecide, onSignIn } =
    props;
  return (
    <aside className="side" data-pane="sidebar" tabIndex={-1} aria-label={t("shell.sidebar")}>
      <MiniMonth place={place} today={today} zone={zone} />
      <CalendarList
        calendars={calendars}
        accounts={accounts}
        zone={zone}
        renderAccountMenu={(account, onNewCalendar) => (
          <AccountMenu {...{ account, onNewCalendar, onDoctor, onSignIn }} />
        )}
        {...{ onAddAccount, onImport, onTrash, onDecide, onDoctor, onSignIn }}
      />
      <SyncFoot zone={zone} onDoctor={onDoctor} onDecide={onDecide} />
    </aside>
  );
}
