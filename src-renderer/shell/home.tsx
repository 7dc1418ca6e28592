// The dashboard with what its tiles hold.
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NewEvent } from "../../src-preload/contract/events.ts";
import { KeptLine } from "../agenda/kept-line.tsx";
import { CalendarWidget } from "../dashboard/calendar-widget.tsx";
import { DashboardPage } from "../dashboard/dashboard-page.tsx";
import { Greeting } from "../dashboard/greeting.tsx";
import { useOwnName } from "../dashboard/own-name.ts";
import type { Tile } from "../dashboard/tile-grid.tsx";
import { useToday } from "../dashboard/use-today.ts";
import { type Frame, Widget } from "../dashboard/widget.tsx";
import { useLive } from "../live.tsx";
import { MailWidget, useUnreadMail } from "../mail/mail-widget.tsx";
import { FeedsDialog } from "../news/feeds-dialog.tsx";
import { NewsWidget } from "../news/news-widget.tsx";
import { QuickAdd } from "../quick-add/quick-add.tsx";
import { useCommands } from "../ui/commands.tsx";
import type { UpcomingItem } from "../upcoming/plan.ts";
import { UpcomingList } from "../upcoming/upcoming-list.tsx";
import { type Upcoming, useUpcoming } from "../upcoming/use-upcoming.ts";
import type { Page, PagesProps } from "./page.ts";

interface CalendarProps extends PagesProps {
  readonly frame: Frame;
  readonly upcoming: Upcoming;
  readonly strip: ReturnType<typeof useToday>["strip"];
  readonly onWrite: (begun: Partial<NewEvent>) => void;
}

function Calendars({ onWrite, upcoming, ...props }: CalendarProps) {
  const { frame, strip, nav, accounts, calendars, zone, onAddAccount } = props;
  const { plan, failure, nowMs } = upcoming;
  const open = ({ occurrence: { eventId, recurrenceId } }: UpcomingItem) =>
    nav.go({ kind: "agenda", reveal: { eventId, recurrenceId } });
  return (
    <CalendarWidget
      {...{ frame, strip, accounts, calendars, zone, nowMs, failure, onAddAccount }}
      count={plan?.count}
      list={plan && <UpcomingList plan={plan} nowMs={nowMs} zone={zone} onOpen={open} />}
      quickAdd={calendars.length > 0 && <QuickAdd calendars={calendars} zone={zone} nowMs={nowMs} onMore={onWrite} />}
      onAgenda={() => nav.go({ kind: "agenda" })}
      onDoctor={() => nav.go({ kind: "doctor" })}
    />
  );
}

function News({ frame, onManage }: { frame: Frame; onManage: () => void }) {
  const { t } = useTranslation();
  const { data } = useLive("feeds.list", {});
  const unread = data?.feeds.reduce((sum, feed) => sum + feed.unread, 0) ?? 0;
  return (
    <Widget
      frame={frame}
      title={t("news.title")}
      meta={unread > 0 && t("dashboard.unread", { count: unread })}
      actions={
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onManage}>
          {t("news.manage")}
        </Button>
      }
    >
      <NewsWidget onManage={onManage} />
    </Widget>
  );
}

function Mail({ frame, nav, accounts, zone, onAddAccount }: PagesProps & { frame: Frame }) {
  const { t } = useTranslation();
  const unread = useUnreadMail();
  return (
    <Widget
      frame={frame}
      title={t("mail.title")}
      meta={unread > 0 && t("dashboard.unread", { count: unread })}
      actions={
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => nav.go({ kind: "mail" })}>
          {t("mail.widget.all")}
        </Button>
      }
    >
      <MailWidget {...{ accounts, zone, onAddAccount }} onOpen={(mail) => nav.go({ kind: "mail", mail })} />
    </Widget>
  );
}

/** N goes to the line that makes an event of a sentence; the editor where that line is not shown.
 *  @param page a wish to go there at once may come with it */
function useNewCommand(page: Page, write: () => void) {
  const { t } = useTranslation();
  const run = () => {
    const line = document.querySelector<HTMLInputElement>(".widget-add input:enabled");
    if (line) line.focus();
    else write();
  };
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (page.kind === "home" && page.add) latest.current();
  }, [page]);
  useCommands([{ id: "agenda.new", group: t("shell.agenda"), label: t("view.newEvent"), keys: ["n"], run }]);
}

/** The page. */
export function Home({ banner, ...props }: PagesProps & { readonly banner: ReactNode }) {
  const { nav, settings, accounts, calendars, zone } = props;
  const { t } = useTranslation();
  const upcoming = useUpcoming(calendars, zone);
  const { day, today, strip } = useToday(calendars, upcoming.nowMs, zone);
  const name = useOwnName(accounts);
  const [managing, setManaging] = useState(false);
  const write = (begun: Partial<NewEvent> = {}) => nav.go({ kind: "agenda", begun });
  useNewCommand(nav.page, write);
  const manage = () => setManaging(true);
  const tiles: readonly Tile[] = [
    {
      kind: "agenda",
      title: t("upcoming.title"),
      render: (frame) => <Calendars {...props} {...{ frame, upcoming, strip }} onWrite={write} />,
    },
    ...(accounts.some(({ mail }) => mail !== undefined)
      ? [{ kind: "mail" as const, title: t("mail.title"), render: (frame: Frame) => <Mail {...props} frame={frame} /> }]
      : []),
    { kind: "news", title: t("news.title"), render: (frame) => <News frame={frame} onManage={manage} /> },
  ];
  return (
    <>
      <DashboardPage
        settings={settings}
        banner={
          <>
            {banner}
            <KeptLine zone={zone} onResume={() => nav.go({ kind: "agenda", begun: { kept: true } })} />
          </>
        }
        greeting={<Greeting {...{ today, day, zone, name }} nowMs={upcoming.nowMs} />}
        tiles={tiles}
        onNew={() => write()}
      />
      {managing && <FeedsDialog onClose={() => setManaging(false)} />}
    </>
  );
}
