// What can be done from every page, as commands: the palette and `?` list them, and their keys are bound here.
import { useComputedColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { useCommand } from "../live.tsx";
import type { Letter } from "../mail/letter-dialog.tsx";
import { useTold } from "../told.ts";
import { readLetter } from "../transfer/read-files.ts";
import { type Command, useCommands } from "../ui/commands.tsx";
import { focusNextPane } from "../ui/keys.ts";
import { pickFiles } from "../ui/pick-files.ts";
import { printPage } from "../ui/print.ts";

/** Ways that the window knows. */
interface Ways {
  readonly onSettings: () => void;
  readonly onShortcuts: () => void;
  readonly onSync: () => void;
  readonly onAddAccount: () => void;
  readonly onImport: () => void;
  readonly onTrash: () => void;
  readonly onDecide: () => void;
  readonly onLetter: (letter: Letter) => void;
}

function useAppearanceCommands(settings: Settings): readonly Command[] {
  const { t } = useTranslation();
  const scheme = useComputedColorScheme();
  const told = useTold();
  const setSettings = useCommand("settings.set");
  const set = (change: Partial<Settings>) => told(setSettings(change));
  const group = t("palette.appearance");
  const other = scheme === "dark" ? "light" : "dark";
  const letters = settings.lettersOff ? "deeds.lettersOn" : "deeds.lettersOff";
  return [
    {
      id: "theme.switch",
      label: t(other === "light" ? "deeds.themeLight" : "deeds.themeDark"),
      group,
      keys: ["Mod+Shift+l"],
      words: "theme dark light thème sombre clair",
      run: () => set({ theme: other }),
    },
    { id: "theme.system", label: t("deeds.themeSystem"), group, run: () => set({ theme: "system" }) },
    { id: "language.fr", label: t("deeds.french"), group, words: "language langue", run: () => set({ locale: "fr" }) },
    { id: "language.en", label: t("deeds.english"), group, words: "language langue", run: () => set({ locale: "en" }) },
    { id: "keys.letters", label: t(letters), group, run: () => set({ lettersOff: !settings.lettersOff }) },
  ];
}

/** Offers them, and listens to their keys. */
export function useGlobalCommands(settings: Settings, ways: Ways): void {
  const { t } = useTranslation();
  const group = t("palette.global");
  const accounts = t("palette.accounts");
  const told = useTold();
  const pickLetter = () =>
    pickFiles(".eml,message/rfc822", (files) =>
      told(readLetter(files).then((letter) => letter && ways.onLetter(letter))),
    );
  useCommands([
    { id: "sync.now", label: t("deeds.syncNow"), group: accounts, words: "refresh actualiser", run: ways.onSync },
    { id: "account.add", label: t("deeds.addAccount"), group: accounts, run: ways.onAddAccount },
    { id: "calendar.import", label: t("deeds.import"), group: accounts, words: "ics", run: ways.onImport },
    { id: "letter.open", label: t("deeds.letter"), group: accounts, words: "eml mail courrier", run: pickLetter },
    { id: "conflicts.open", label: t("deeds.conflicts"), group: accounts, run: ways.onDecide },
    { id: "trash.open", label: t("deeds.trash"), group: accounts, run: ways.onTrash },
    { id: "settings.open", label: t("deeds.settings"), group, keys: ["Mod+,"], run: ways.onSettings },
    {
      id: "keys.open",
      label: t("deeds.shortcuts"),
      group,
      keys: ["?"],
      words: "keyboard clavier",
      run: ways.onShortcuts,
    },
    { id: "print", label: t("deeds.print"), group, keys: ["Mod+p"], words: "paper papier imprimer", run: printPage },
    { id: "pane.next", label: t("deeds.nextPane"), group, keys: ["F6"], keysOnly: true, run: focusNextPane },
    ...useAppearanceCommands(settings),
  ]);
}
