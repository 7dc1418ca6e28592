// Composes the features: which page is shown, what stands beside it, and the keys that work everywhere.
import { useState } from "react";
import type { Account } from "../src-preload/contract/accounts.ts";
import type { Output } from "../src-preload/contract/contract.ts";
import type { Settings } from "../src-preload/contract/settings.ts";
import type { Provider } from "./accounts/account-form.ts";
import { AccountMenu } from "./accounts/account-menu.tsx";
import { useSignIn } from "./accounts/sign-in-again.tsx";
import { PlaceProvider } from "./agenda/shown-place.tsx";
import { ComposeProvider, useWrite } from "./compose/compose-provider.tsx";
import { useCommand, useLive } from "./live.tsx";
import type { Letter } from "./mail/letter-dialog.tsx";
import type { Write } from "./mail/write.ts";
import { Bell, Reminders } from "./shell/bell.tsx";
import { Finder } from "./shell/finder.tsx";
import { usePage } from "./shell/page.ts";
import { Pages } from "./shell/pages.tsx";
import { Rail } from "./shell/rail.tsx";
import { Side } from "./shell/side.tsx";
import { useArrival } from "./shell/use-arrival.ts";
import { type Asked, useAsked, useDoAsked } from "./shell/use-asks.ts";
import { useGlobalCommands } from "./shell/use-global-commands.ts";
import { usePageCommands } from "./shell/use-page-commands.ts";
import { useNow } from "./time/use-now.ts";
import { type Day, dayOf, usableZone } from "./time/wall-clock.ts";
import { useTold } from "./told.ts";
import { FileDrop } from "./transfer/file-drop.tsx";
import type { CalendarFile } from "./transfer/read-files.ts";
import { later } from "./ui/later.tsx";
import { UndoProvider } from "./undo.tsx";
import { useWake } from "./use-wake.ts";

const AddAccount = later(async () => (await import("./accounts/add-account.tsx")).AddAccount);
const Welcome = later(async () => (await import("./accounts/welcome.tsx")).Welcome);
const LetterDialog = later(async () => (await import("./mail/letter-dialog.tsx")).LetterDialog);
const SettingsDialog = later(async () => (await import("./settings/settings-dialog.tsx")).SettingsDialog);
const ShortcutsDialog = later(async () => (await import("./shell/shortcuts-dialog.tsx")).ShortcutsDialog);
const ImportDialog = later(async () => (await import("./transfer/import-dialog.tsx")).ImportDialog);

interface Known {
  readonly settings: Settings;
  readonly info: Output<"app.info">;
  readonly accounts: Output<"accounts.list">["accounts"];
  readonly calendars: Output<"calendars.list">["calendars"];
}
type Dialog = "settings" | "notices" | "shortcuts" | { readonly files: readonly CalendarFile[] } | undefined;

function useSyncNow() {
  const told = useTold();
  const sync = useCommand("sync.run");
  const { data } = useLive("sync.status", {});
  return {
    isSyncing: data?.calendars.some(({ state }) => state === "running") ?? false,
    syncNow: () => told(sync({})),
  };
}

interface DialogsProps extends Known {
  readonly dialog: Dialog;
  readonly onOpen: (dialog: Dialog) => void;
  readonly onAddAccount: () => void;
  readonly onTrash: () => void;
  readonly onDoctor: () => void;
  readonly onSignIn: (account: Account) => void;
}

function Dialogs({ dialog, onOpen, onTrash, onDoctor, onSignIn, ...known }: DialogsProps) {
  const { calendars } = known;
  const close = () => onOpen(undefined);
  const leave = (go: () => void) => () => {
    close();
    go();
  };
  if (dialog === "settings" || dialog === "notices") {
    return (
      <SettingsDialog
        {...known}
        first={dialog === "notices" ? dialog : "general"}
        renderAccountMenu={(account) => (
          <AccountMenu account={account} onDoctor={leave(onDoctor)} onSignIn={onSignIn} />
        )}
        onClose={close}
        onShortcuts={() => onOpen("shortcuts")}
        onImport={() => onOpen({ files: [] })}
        onTrash={leave(onTrash)}
        onDoctor={leave(onDoctor)}
      />
    );
  }
  if (dialog === "shortcuts") return <ShortcutsDialog settings={known.settings} onClose={close} />;
  return dialog ? <ImportDialog dropped={dialog.files} calendars={calendars} onClose={close} /> : null;
}

interface WindowProps extends Known {
  readonly nav: ReturnType<typeof usePage>;
  readonly asked: Asked;
  readonly onAddAccount: (provider?: Provider) => void;
  readonly onLetter: (letter: Letter) => void;
}
interface FrameProps extends WindowProps {
  readonly zone: string;
  readonly today: Day;
}

/** Where several parts of the frame lead. */
function waysOf(
  go: ReturnType<typeof usePage>["go"],
  open: (dialog: Dialog) => void,
  onAddAccount: WindowProps["onAddAccount"],
  onSignIn: (account: Account) => void,
) {
  return {
    onAddAccount: () => onAddAccount(),
    onImport: () => open({ files: [] }),
    onTrash: () => go({ kind: "trash" }),
    onDoctor: () => go({ kind: "doctor" }),
    onDecide: () => go({ kind: "conflicts" }),
    onOutbox: () => go({ kind: "mail", outbox: true }),
    onSignIn,
  };
}

/** What a turn of the agenda's page does not draw again. */
function Frame(props: FrameProps) {
  const { settings, info, accounts, calendars, nav, asked, onAddAccount, onLetter, zone, today } = props;
  const { page, go } = nav;
  const [dialog, open] = useState<Dialog>();
  const [sideShown, setSideShown] = useState(true);
  const { isSyncing, syncNow } = useSyncNow();
  const signIn = useSignIn(onAddAccount);
  usePageCommands(go);
  useWake();
  // The dashboard's tiles and the doctor's columns need the room; nothing of the sidebar belongs to them.
  const hasSide = sideShown && ["agenda", "conflicts", "trash"].includes(page.kind);
  const ways = waysOf(go, open, onAddAccount, signIn);
  useGlobalCommands(settings, {
    ...ways,
    onSettings: () => open("settings"),
    onShortcuts: () => open("shortcuts"),
    onSync: syncNow,
    onLetter,
  });
  const onAsk = useDoAsked(asked, {
    onPage: go,
    onSettings: () => open("settings"),
    onFiles: (files) => open({ files }),
  });
  const common = { today, zone, accounts, calendars };
  return (
    <div className={hasSide ? "app" : "app no-side"}>
      <Rail
        isSyncing={isSyncing}
        page={page.kind}
        attention={<Bell {...{ zone, calendars, onAsk }} {...ways} onNoticeSettings={() => open("notices")} />}
        onHome={() => go({ kind: "home" })}
        onAgenda={() => go({ kind: "agenda" })}
        onMail={() => go({ kind: "mail" })}
        onSync={syncNow}
        onSettings={() => open("settings")}
      />
      {hasSide && <Side {...common} {...ways} />}
      <Pages
        {...common}
        settings={settings}
        nav={nav}
        onAddAccount={() => onAddAccount()}
        onSignIn={signIn}
        onToggleSidebar={() => setSideShown(!sideShown)}
      />
      <Dialogs {...{ dialog, settings, info, accounts, calendars }} {...ways} onOpen={open} />
      <Finder {...{ calendars, zone }} onPage={go} />
      <FileDrop onFiles={(files) => open({ files })} onLetter={onLetter} />
      <Reminders {...{ calendars, zone, onAsk }} />
    </div>
  );
}

function Window(props: WindowProps) {
  const zone = usableZone(props.info.zone);
  const today = dayOf(useNow(), zone);
  return (
    <PlaceProvider today={today}>
      <Frame {...props} zone={zone} today={today} />
    </PlaceProvider>
  );
}

/** A click on an address in it begins a message, which needs the room. */
function OpenedLetter(props: Omit<Parameters<typeof LetterDialog>[0], "onWrite">) {
  const write = useWrite();
  const onWrite = (wish: Write) => {
    props.onClose();
    write(wish);
  };
  return <LetterDialog {...props} onWrite={onWrite} />;
}

function Main(known: Known) {
  const [adding, setAdding] = useState<{ readonly provider?: Provider | undefined; readonly address?: string }>();
  const nav = usePage();
  const [letter, setLetter] = useState<Letter>();
  const asked = useAsked({
    onSubscribe: (address) => setAdding({ provider: "webcal", address }),
    onLetter: setLetter,
  });
  const { info, accounts, calendars } = known;
  const zone = usableZone(info.zone);
  const hasKeychain = info.capabilities.includes("keychain");
  const leave = (to?: "agenda" | "mail") => {
    if (to) nav.go({ kind: to });
    setAdding(undefined);
  };
  const isEmpty = accounts.length === 0 && calendars.length === 0;
  useArrival(adding !== undefined || isEmpty);
  if (adding) return <AddAccount {...adding} hasKeychain={hasKeychain} onDone={leave} />;
  const add = (provider?: Provider) => setAdding({ provider });
  const opened = letter && { letter, accounts, zone, onClose: () => setLetter(undefined) };
  if (isEmpty) {
    return (
      <>
        <Welcome onAddAccount={add} />
        {opened && <LetterDialog {...opened} />}
      </>
    );
  }
  return (
    <ComposeProvider accounts={accounts} settings={known.settings} zone={zone}>
      <Window {...known} {...{ nav, asked }} onAddAccount={add} onLetter={setLetter} />
      {opened && <OpenedLetter {...opened} />}
    </ComposeProvider>
  );
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
