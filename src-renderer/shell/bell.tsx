// The bell: what needs doing, and under it what was told. In front of the page stand the reminders that wait for an answer.
import type { ComponentProps } from "react";
import type { HostAsk } from "../../src-preload/contract/bridge.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Notice } from "../../src-preload/contract/notices.ts";
import { AttentionButton } from "../attention/attention-button.tsx";
import { NoticeList } from "../notices/notice-list.tsx";
import { countNotices } from "../notices/plan.ts";
import { ReminderCards } from "../notices/reminder-cards.tsx";
import { useNotices } from "../notices/use-notices.ts";
import { useTaker } from "../notices/use-taker.ts";
import { useAllCommands } from "../ui/commands.tsx";

interface Props extends Omit<ComponentProps<typeof AttentionButton>, "notices"> {
  readonly calendars: readonly Calendar[];
  /** Shows what a notice is about. */
  readonly onAsk: (ask: HostAsk) => void;
  readonly onNoticeSettings: () => void;
}

/** The button of the rail. */
export function Bell({ calendars, onAsk, onNoticeSettings, ...ways }: Props) {
  const notices = useNotices();
  const { zone } = ways;
  const render = (close: () => void) => (
    <NoticeList
      {...{ notices, calendars, zone }}
      onOpen={(notice) => {
        close();
        const ask = askOfNotice(notice);
        if (ask) onAsk(ask);
      }}
      onSettings={() => {
        close();
        onNoticeSettings();
      }}
    />
  );
  return <AttentionButton {...ways} notices={{ count: countNotices(notices), render }} />;
}

/** The cards; and in the browser host, what makes them come. */
export function Reminders({ calendars, zone, onAsk }: Pick<Props, "calendars" | "zone" | "onAsk">) {
  const commands = useAllCommands();
  const openBell = () =>
    commands()
      .find(({ id }) => id === "attention.open")
      ?.run();
  const open = (notice: Notice) => {
    const ask = askOfNotice(notice);
    if (ask) onAsk(ask);
    else openBell();
  };
  useTaker(zone, open);
  return <ReminderCards {...{ calendars, zone }} onOpen={open} onAll={openBell} />;
}

/** Where a notice leads, as the desktop would ask for it.
 *  @returns undefined for a trouble: its way out is in the bell's own panel */
function askOfNotice(notice: Notice): HostAsk | undefined {
  if (notice.kind === "mail") return { ask: "openMessage", messageId: notice.messageId };
  if (notice.kind !== "reminder") return undefined;
  const { eventId, recurrenceId } = notice;
  return { ask: "openEvent", eventId, ...(recurrenceId && { recurrenceId }) };
}
