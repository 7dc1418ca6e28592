// Composes the features: which page is shown, what stands beside it, and the keys that work everywhere.
import { useComputedColorScheme } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Output } from "../src-preload/contract/contract.ts";
import { toFailure } from "../src-preload/contract/failure.ts";
import type { Settings } from "../src-preload/contract/settings.ts";
import { AccountMenu, useSignIn } from "./accounts/account-menu.tsx";
import { AddAccount } from "./accounts/add-account.tsx";
import { Welcome } from "./accounts/welcome.tsx";
import { AgendaPage } from "./agenda/agenda-page.tsx";
import { MiniMonth } from "./agenda/mini-month.tsx";
import { type Place, usePlace } from "./agenda/place.ts";
import { CalendarList } from "./calendars/calendar-list.tsx";
import { SyncFoot } from "./calendars/sync-foot.tsx";
import { sayFailure } from "./i18n/say-failure.ts";
import { useCommand, useLive } from "./live.tsx";
import { SettingsDialog } from "./settings/settings-dialog.tsx";
import { Banner } from "./shell/banner.tsx";
import { Rail } from "./shell/rail.tsx";
import { ShortcutsDialog } from "./shell/shortcuts-dialog.tsx";
import { useNow } from "./time/use-now.ts";
import { dayOf, usableZone } from "./time/wall-clock.ts";
import { focusNextPane, useKeys } from "./ui/keys.ts";
import { toast } from "./ui/toast.tsx";

interface Known {
  readonly settings: Settings;
  readonly info: Output<"app.info">;
  readonly accounts: Output<"accounts.list">["accounts"];
  readonly calendars: Output<"calendars.list">["calendars"];
}
type Dialog = "settings" | "shortcuts" | undefined;

function useSyncNow() {
  const { t } = useTranslation();
  const sync = useCommand("sync.run");
  const { data } = useLive("sync.status", {});
  return {
    isSyncing: data?.calendars.some(({ state }) => state === "running") ?? false,
    syncNow: () => {
      sync({}).catch((error: unknown) => toast({ text: sayFailure(t, toFailure(error)), tone: "failed" }));
    },
  };
}

interface SideProps extends Pick<Known, "accounts" | "calendars"> {
  readonly place: Place;
  readonly today: string;
  readonly zone: string;
  readonly onAddAccount: () => void;
}

function Side({ place, today, zone, accounts, calendars, onAddAccount }: SideProps) {
  const { t } = useTranslation();
  return (
    <aside className="side" data-pane="sidebar" tabIndex={-1} aria-label={t("shell.sidebar")}>
      <MiniMonth place={place} today={today} zone={zone} />
      <CalendarList
        calendars={calendars}
        accounts={accounts}
        renderAccountMenu={(account) => <AccountMenu account={account} />}
        onAddAccount={onAddAccount}
      />
      <SyncFoot zone={zone} />
    </aside>
  );
}

function useGlobalKeys(open: (dialog: Dialog) => void) {
  const scheme = useComputedColorScheme();
  const setSettings = useCommand("settings.set");
  useKeys({
    "Mod+,": () => open("settings"),
    "?": () => open("shortcuts"),
    "Mod+Shift+l": () => void setSettings({ theme: scheme === "dark" ? "light" : "dark" }),
    F6: focusNextPane,
  });
}

function Main({ settings, info, accounts, calendars }: Known) {
  const zone = usableZone(info.zone);
  const today = dayOf(useNow(), zone);
  const place = usePlace(today);
  const [dialog, open] = useState<Dialog>();
  const [sideShown, setSideShown] = useState(true);
  const [adding, setAdding] = useState(false);
  const { isSyncing, syncNow } = useSyncNow();
  const signIn = useSignIn();
  useGlobalKeys(open);
  const hasKeychain = info.capabilities.includes("keychain");
  if (adding) return <AddAccount hasKeychain={hasKeychain} onDone={() => setAdding(false)} />;
  if (accounts.length === 0 && calendars.length === 0) return <Welcome onAddAccount={() => setAdding(true)} />;
  return (
    <div className={sideShown ? "app" : "app no-side"}>
      <Rail
        isSyncing={isSyncing}
        onAgenda={() => place.setDay(today)}
        onSync={syncNow}
        onSettings={() => open("settings")}
      />
      {sideShown && <Side {...{ place, today, zone, accounts, calendars }} onAddAccount={() => setAdding(true)} />}
      <AgendaPage
        place={place}
        today={today}
        zone={zone}
        calendars={calendars}
        banner={<Banner onSignIn={signIn} />}
        onToggleSidebar={() => setSideShown(!sideShown)}
      />
      {dialog === "settings" && (
        <SettingsDialog
          settings={settings}
          info={info}
          onClose={() => open(undefined)}
          onShortcuts={() => open("shortcuts")}
        />
      )}
      {dialog === "shortcuts" && <ShortcutsDialog onClose={() => open(undefined)} />}
    </div>
  );
}

/** Everything under the providers. Shows nothing until the engine has said what there is. */
export function App({ settings }: { settings: Settings }) {
  const { data: info } = useLive("app.info", {});
  const { data: accounts } = useLive("accounts.list", {});
  const { data: calendars } = useLive("calendars.list", {});
  if (!info || !accounts || !calendars) return null;
  return <Main settings={settings} info={info} {...accounts} {...calendars} />;
}
