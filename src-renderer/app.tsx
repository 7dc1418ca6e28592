// Composes the features: which page is shown, what stands beside it, and the keys that work everywhere.
import { useComputedColorScheme } from "@mantine/core";
import { useState } from "react";
import type { Output } from "../src-preload/contract/contract.ts";
import type { Settings } from "../src-preload/contract/settings.ts";
import type { Provider } from "./accounts/account-form.ts";
import { AddAccount } from "./accounts/add-account.tsx";
import { useSignIn } from "./accounts/sign-in-again.tsx";
import { Welcome } from "./accounts/welcome.tsx";
import { usePlace } from "./agenda/place.ts";
import { useCommand, useLive } from "./live.tsx";
import { SettingsDialog } from "./settings/settings-dialog.tsx";
import { type Page, Pages } from "./shell/pages.tsx";
import { Rail } from "./shell/rail.tsx";
import { ShortcutsDialog } from "./shell/shortcuts-dialog.tsx";
import { Side } from "./shell/side.tsx";
import { useNow } from "./time/use-now.ts";
import { dayOf, usableZone } from "./time/wall-clock.ts";
import { useTold } from "./told.ts";
import { FileDrop } from "./transfer/file-drop.tsx";
import { ImportDialog } from "./transfer/import-dialog.tsx";
import type { CalendarFile } from "./transfer/read-files.ts";
import { focusNextPane, useKeys } from "./ui/keys.ts";
import { UndoProvider } from "./undo.tsx";
import { useWake } from "./use-wake.ts";

interface Known {
  readonly settings: Settings;
  readonly info: Output<"app.info">;
  readonly accounts: Output<"accounts.list">["accounts"];
  readonly calendars: Output<"calendars.list">["calendars"];
}
type Dialog = "settings" | "shortcuts" | { readonly files: readonly CalendarFile[] } | undefined;

function useSyncNow() {
  const told = useTold();
  const sync = useCommand("sync.run");
  const { data } = useLive("sync.status", {});
  return {
    isSyncing: data?.calendars.some(({ state }) => state === "running") ?? false,
    syncNow: () => told(sync({})),
  };
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

interface DialogsProps extends Pick<Known, "settings" | "info" | "calendars"> {
  readonly dialog: Dialog;
  readonly onOpen: (dialog: Dialog) => void;
}

function Dialogs({ dialog, settings, info, calendars, onOpen }: DialogsProps) {
  const close = () => onOpen(undefined);
  if (dialog === "settings") {
    return <SettingsDialog settings={settings} info={info} onClose={close} onShortcuts={() => onOpen("shortcuts")} />;
  }
  if (dialog === "shortcuts") return <ShortcutsDialog onClose={close} />;
  return dialog ? <ImportDialog dropped={dialog.files} calendars={calendars} onClose={close} /> : null;
}

function Window({
  settings,
  info,
  accounts,
  calendars,
  onAddAccount,
}: Known & { onAddAccount: (provider?: Provider) => void }) {
  const zone = usableZone(info.zone);
  const today = dayOf(useNow(), zone);
  const place = usePlace(today);
  const [page, setPage] = useState<Page>({ kind: "agenda" });
  const [dialog, open] = useState<Dialog>();
  const [sideShown, setSideShown] = useState(true);
  const { isSyncing, syncNow } = useSyncNow();
  const signIn = useSignIn(onAddAccount);
  useGlobalKeys(open);
  useWake();
  // The doctor's columns need the room; nothing of the sidebar belongs to it.
  const hasSide = sideShown && page.kind !== "doctor";
  const common = { place, today, zone, accounts, calendars };
  return (
    <div className={hasSide ? "app" : "app no-side"}>
      <Rail
        isSyncing={isSyncing}
        inAgenda={page.kind !== "doctor"}
        onAgenda={() => {
          setPage({ kind: "agenda" });
          place.setDay(today);
        }}
        onSync={syncNow}
        onSettings={() => open("settings")}
      />
      {hasSide && (
        <Side
          {...common}
          onAddAccount={() => onAddAccount()}
          onImport={() => open({ files: [] })}
          onDoctor={() => setPage({ kind: "doctor" })}
          onDecide={() => setPage({ kind: "conflicts" })}
          onSignIn={signIn}
        />
      )}
      <Pages
        {...common}
        page={page}
        onPage={setPage}
        onSignIn={signIn}
        onToggleSidebar={() => setSideShown(!sideShown)}
      />
      <Dialogs dialog={dialog} settings={settings} info={info} calendars={calendars} onOpen={open} />
      <FileDrop onFiles={(files) => open({ files })} />
    </div>
  );
}

function Main(known: Known) {
  const [adding, setAdding] = useState<{ readonly provider?: Provider | undefined }>();
  const { info, accounts, calendars } = known;
  const hasKeychain = info.capabilities.includes("keychain");
  if (adding) return <AddAccount {...adding} hasKeychain={hasKeychain} onDone={() => setAdding(undefined)} />;
  const add = (provider?: Provider) => setAdding({ provider });
  if (accounts.length === 0 && calendars.length === 0) return <Welcome onAddAccount={add} />;
  return <Window {...known} onAddAccount={add} />;
}

/** Everything under the providers. Shows nothing until the engine has said what there is. */
export function App({ settings }: { settings: Settings }) {
  const { data: info } = useLive("app.info", {});
  const { data: accounts } = useLive("accounts.list", {});
  const { data: calendars } = useLive("calendars.list", {});
  if (!info || !accounts || !calendars) return null;
  return (
    <UndoProvider>
      <Main settings={settings} info={info} {...accounts} {...calendars} />
    </UndoProvider>
  );
}
