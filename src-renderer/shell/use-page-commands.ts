// The destinations as commands (look.md §6).
import { useTranslation } from "react-i18next";
import { useCommands } from "../ui/commands.tsx";
import type { Page } from "./page.ts";

/** Offers the way to every page that stands on its own. */
export function usePageCommands(onPage: (page: Page) => void): void {
  const { t } = useTranslation();
  const group = t("pages.group");
  useCommands([
    { id: "page.home", group, label: t("pages.goHome"), keys: ["g h", "Mod+1"], run: () => onPage({ kind: "home" }) },
    {
      id: "page.agenda",
      group,
      label: t("pages.goAgenda"),
      keys: ["g a", "Mod+2"],
      run: () => onPage({ kind: "agenda" }),
    },
    { id: "page.mail", group, label: t("mail.go"), keys: ["g m", "Mod+3"], run: () => onPage({ kind: "mail" }) },
    { id: "page.sync", group, label: t("pages.goSync"), keys: ["g s"], run: () => onPage({ kind: "doctor" }) },
  ]);
}
