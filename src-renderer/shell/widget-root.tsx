// The popover of the tray: what is now, what is next, one line to add an event. The same build opened as `index.html?widget`.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../src-preload/contract/accounts.ts";
import type { Bridge, HostAsk } from "../../src-preload/contract/bridge.ts";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Failure } from "../../src-preload/contract/failure.ts";
import { sayFailure } from "../i18n/say-failure.ts";
import { LiveProvider, useCommand, useConnected, useDesktop, useLive } from "../live.tsx";
import { useCreateEvent, useSentence } from "../quick-add/use-sentence.ts";
import { sayLongDay } from "../time/say-when.ts";
import { dayOf, usableZone } from "../time/wall-clock.ts";
import { useTold } from "../told.ts";
import { CommandsProvider, useCommands } from "../ui/commands.tsx";
import { Problem } from "../ui/error-boundary.tsx";
import { Skeleton } from "../ui/loading.tsx";
import { UndoProvider } from "../undo.tsx";
import { type Upcoming, useUpcoming } from "../upcoming/use-upcoming.ts";
import { useWake } from "../use-wake.ts";
import { Foot } from "../widget/foot.tsx";
import { Head } from "../widget/head.tsx";
import { List } from "../widget/list.tsx";
import { QuickLine, type Understood } from "../widget/quick-line.tsx";
import { Quiet } from "../widget/quiet.tsx";
import type { WidgetView } from "../widget/view.ts";
import { Look } from "./look.tsx";
import { useSyncSaid } from "./widget-sync.ts";
import { widgetView } from "./widget-view.ts";

interface Known {
  readonly zone: string;
  readonly accounts: readonly Account[];
  readonly calendars: readonly Calendar[];
}

function useUnread(accounts: readonly Account[]): number {
  const enabled = accounts.some(({ mail }) => mail !== undefined);
  const { data } = useLive("mail.folders", {}, { enabled });
  return data?.folders.filter(({ role }) => role === "inbox").reduce((sum, { unread }) => sum + unread, 0) ?? 0;
}

/** A run asked for here: busy until it has ended. */
function useRefresh() {
  const sync = useCommand("sync.run");
  const told = useTold();
  const [busy, setBusy] = useState(false);
  const refresh = () => {
    if (busy) return;
    setBusy(true);
    told(sync({}).finally(() => setBusy(false)));
  };
  return { busy, refresh };
}

/** @returns reads a sentence and says what it would become */
function useRead({ calendars, zone, nowMs }: Known & { readonly nowMs: number }) {
  const readSentence = useSentence({ calendars, zone, nowMs });
  const create = useCreateEvent();
  return (text: string): Understood | undefined => {
    const sentence = readSentence(text);
    if (!sentence) return undefined;
    const { event, calendar, when, rest } = sentence;
    const filed = async () => (await create(sentence)) !== undefined;
    return { title: event.title, said: [when, ...rest], calendar, create: filed };
  };
}

interface Ways {
  readonly onAdd: () => void;
  readonly onRefresh: () => void;
  readonly onClose: () => void;
}

/** The keys: an arrow goes into the list, and from there the list has its own. */
function useWidgetCommands(view: WidgetView | undefined, { onAdd, onRefresh, onClose }: Ways): void {
  const { t } = useTranslation();
  const group = t("widget.group");
  const join = () => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-up]");
    const url = focused ? focused.dataset.join : view?.card?.joinUrl;
    if (url === undefined) return false;
    return window.open(url, "_blank", "noopener,noreferrer");
  };
  const enter = () => {
    if (document.activeElement?.closest("[data-up]")) return false;
    return document.querySelector<HTMLElement>("[data-up]")?.focus();
  };
  useCommands([
    { id: "widget.join", group, label: t("widget.keyJoin"), keys: ["j"], run: join },
    { id: "widget.add", group, label: t("widget.keyAdd"), keys: ["n", "/"], run: onAdd },
    { id: "widget.refresh", group, label: t("widget.refresh"), keys: ["r"], run: onRefresh },
    { id: "widget.close", group, label: t("widget.keyClose"), keys: ["Escape"], run: onClose },
    { id: "widget.enter", group, label: t("widget.list"), keys: ["ArrowDown", "ArrowUp"], keysOnly: true, run: enter },
  ]);
}

interface BodyProps {
  readonly calendars: readonly Calendar[];
  readonly view: WidgetView | undefined;
  readonly failure: Upcoming["failure"];
  readonly onAsk: (ask?: HostAsk) => void;
}

function Body({ calendars, view, failure, onAsk }: BodyProps) {
  const { t } = useTranslation();
  if (calendars.length === 0) return <Quiet kind="start" onMain={() => onAsk()} />;
  if (!view) return failure ? <Problem title={t("shell.failedTitle")} text={sayFailure(t, failure)} /> : <Skeleton />;
  if (!view.card && view.groups.length === 0) {
    const isHidden = calendars.every(({ visible }) => !visible);
    return <Quiet kind={isHidden ? "hidden" : "free"} onMain={() => onAsk({ ask: "page", page: "agenda" })} />;
  }
  const open = ({ eventId, recurrenceId }: Pick<NonNullable<WidgetView["card"]>, "eventId" | "recurrenceId">) =>
    onAsk({ ask: "openEvent", eventId, ...(recurrenceId && { recurrenceId }) });
  return <List view={view} onOpen={open} />;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Widget(known: Known) {
  const { zone, accounts, calendars } = known;
  const { t, i18n } = useTranslation();
  const desktop = useDesktop();
  const { plan, failure, nowMs } = useUpcoming(calendars, zone);
  const unread = useUnread(accounts);
  const said = useSyncSaid(accounts, zone, nowMs);
  const { busy, refresh } = useRefresh();
  const read = useRead({ ...known, nowMs });
  const field = useRef<HTMLInputElement>(null);
  const view = plan && widgetView(plan, { t, language: i18n.language, zone, nowMs });
  const ask = (what?: HostAsk) => desktop.do("openMain", what);
  const close = () => desktop.do("closeWidget");
  useWake();
  useWidgetCommands(view, { onAdd: () => field.current?.focus(), onRefresh: refresh, onClose: close });
  return (
    <main className="wg" aria-label={t("widget.label")}>
      <Head
        date={capital(sayLongDay(dayOf(nowMs, zone), i18n.language))}
        unread={unread}
        onMail={() => ask({ ask: "page", page: "mail" })}
        onMain={() => ask()}
      />
      <Body {...{ calendars, view, failure }} onAsk={ask} />
      {calendars.length > 0 && (
        <QuickLine field={field} read={read} disabled={calendars.every(({ readOnly }) => readOnly)} onClose={close} />
      )}
      <Foot
        {...{ said, busy }}
        onRefresh={accounts.length > 0 ? refresh : undefined}
        onDoctor={() => ask({ ask: "page", page: "sync" })}
        onSettings={() => ask({ ask: "page", page: "settings" })}
      />
    </main>
  );
}

/** Nothing is known yet: nothing is shown for a moment, then why. */
function Waiting({ failure }: { readonly failure: Failure | undefined }) {
  const { t } = useTranslation();
  const connected = useConnected();
  const text = failure && connected ? sayFailure(t, failure) : t("widget.lost");
  return (
    <main className="wg" aria-label={t("widget.label")}>
      {connected && !failure ? <Skeleton /> : <Problem title={t("app.name")} text={text} />}
    </main>
  );
}

function WithEngine() {
  const { data: settings, failure } = useLive("settings.get", {});
  const { data: info } = useLive("app.info", {});
  const { data: accounts } = useLive("accounts.list", {});
  const { data: calendars } = useLive("calendars.list", {});
  return (
    <Look settings={settings ?? { locale: "system", theme: "system" }}>
      <CommandsProvider lettersOff={settings?.lettersOff ?? false} own={settings?.keys}>
        {settings && info && accounts && calendars ? (
          <UndoProvider>
            <Widget zone={usableZone(info.zone)} {...accounts} {...calendars} />
          </UndoProvider>
        ) : (
          <Waiting failure={failure} />
        )}
      </CommandsProvider>
    </Look>
  );
}

/** The popover over one bridge. */
export function WidgetRoot({ bridge }: { readonly bridge: Bridge }) {
  return (
    <LiveProvider bridge={bridge}>
      <WithEngine />
    </LiveProvider>
  );
}
