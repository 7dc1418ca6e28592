// The sidebar: month, calendars, sync in one line.
import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import { AccountMenu } from "../accounts/account-menu.tsx";
import { MiniMonth } from "../agenda/mini-month.tsx";
import { useShownPlace } from "../agenda/shown-place.tsx";
import { CalendarList } from "../calendars/calendar-list.tsx";
import { SyncFoot } from "../calendars/sync-foot.tsx";
import { useCommands } from "../ui/commands.tsx";

interface Props {
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

/** What stands in it. @param then wraps the ways that leave the sidebar */
function Content({
  then,
  ...props
}: Props & { readonly then: <A extends unknown[]>(go: (...args: A) => void) => (...args: A) => void }) {
  const { t } = useTranslation();
  const { today, zone, accounts, calendars } = props;
  const onSignIn = then(props.onSignIn);
  const onDoctor = then(props.onDoctor);
  const onDecide = then(props.onDecide);
  const ways = { onAddAccount: then(props.onAddAccount), onImport: then(props.onImport), onTrash: then(props.onTrash) };
  return (
    <aside className="side" data-pane="sidebar" tabIndex={-1} aria-label={t("shell.sidebar")}>
      <MiniMonth today={today} zone={zone} />
      <CalendarList
        calendars={calendars}
        accounts={accounts}
        zone={zone}
        renderAccountMenu={(account, onNewCalendar) => (
          <AccountMenu {...{ account, onNewCalendar, onDoctor, onSignIn }} />
        )}
        {...{ ...ways, onDecide, onDoctor, onSignIn }}
      />
      <SyncFoot zone={zone} onDoctor={onDoctor} onDecide={onDecide} />
    </aside>
  );
}

/** Over the page of a narrow window, while it is wanted: choosing a day or leaving for elsewhere closes it. */
function SideDrawer(props: Props) {
  const { t } = useTranslation();
  const { day } = useShownPlace();
  const [shownFor, setShownFor] = useState<string>();
  const close = () => setShownFor(undefined);
  useCommands([
    {
      id: "agenda.sidebar",
      label: t("command.sidebar"),
      group: t("shell.agenda"),
      keys: ["b"],
      run: () => setShownFor(day),
    },
  ]);
  return (
    <Drawer
      opened={shownFor === day}
      onClose={close}
      title={t("shell.sidebar")}
      size={304}
      className="side-drawer"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Content
        {...props}
        then={(go) =>
          (...args) => {
            close();
            go(...args);
          }}
      />
    </Drawer>
  );
}

/** The sidebar: a column, or a drawer where a column has no room. */
export function Side(props: Props) {
  const isNarrow = useMediaQuery("(max-width: 720px)", false, { getInitialValueInEffect: false });
  return isNarrow ? <SideDrawer {...props} /> : <Content {...props} then={(go) => go} />;
}
