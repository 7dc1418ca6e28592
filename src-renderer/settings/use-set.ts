// Stores a setting the moment it is chosen, and offers the way back.
import { useTranslation } from "react-i18next";
import type { Settings } from "../../src-preload/contract/settings.ts";
import { useCommand } from "../live.tsx";
import { useTold } from "../told.ts";
import { useUndo } from "../undo.tsx";

/** What can be chosen in the dialog. */
type Change = Partial<
  Pick<
    Settings,
    "locale" | "theme" | "zone" | "microsoft" | "agenda" | "mail" | "notices" | "desktop" | "keys" | "lettersOff"
  >
>;

/** What the settings were: absent ones by the value that means "as by itself". */
function before(settings: Settings, change: Change): Change {
  const { locale, theme, zone = "system", microsoft, agenda = {}, mail = {}, keys = {} } = settings;
  const { notices = {}, desktop = {}, lettersOff = false } = settings;
  return {
    ...(change.locale !== undefined && { locale }),
    ...(change.theme !== undefined && { theme }),
    ...(change.zone !== undefined && { zone }),
    ...(change.microsoft !== undefined && { microsoft: { clientId: "", tenant: "", ...microsoft } }),
    ...(change.agenda !== undefined && { agenda }),
    ...(change.mail !== undefined && { mail }),
    ...(change.notices !== undefined && { notices }),
    ...(change.desktop !== undefined && { desktop }),
    ...(change.keys !== undefined && { keys }),
    ...(change.lettersOff !== undefined && { lettersOff }),
  };
}

/** @returns stores a change; a failure is told at once */
export function useSet(settings: Settings): (change: Change) => void {
  const { t } = useTranslation();
  const set = useCommand("settings.set");
  const told = useTold();
  const undo = useUndo();
  const change = async (to: Change) => {
    const was = before(settings, to);
    await set(to);
    undo.offer(t("settings.saved"), { undo: () => set(was), redo: () => set(to) });
  };
  return (to) => told(change(to));
}
