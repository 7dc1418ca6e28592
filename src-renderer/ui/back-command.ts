// The way back from a page that was opened over another one, as a command: Esc.
import { useTranslation } from "react-i18next";
import { useCommands } from "./commands.tsx";

/** Offers it while the page is there. */
export function useBackCommand(back: () => void): void {
  const { t } = useTranslation();
  useCommands([{ id: "page.back", group: t("pages.group"), label: t("deeds.back"), keys: ["Escape"], run: back }]);
}
