// What the agenda can be asked from every other page: it is opened as it was asked for.
import { useTranslation } from "react-i18next";
import type { Place } from "../agenda/place.ts";
import { sayView } from "../agenda/say-view.ts";
import { VIEWS } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { useCommands } from "../ui/commands.tsx";
import type { Page } from "./page.ts";

/** Offers it; on the agenda's own page the commands of the same names stand in their place, with their keys. */
export function useAgendaCommands(place: Place, zone: string, onPage: (page: Page) => void): void {
  const { t } = useTranslation();
  const group = t("shell.agenda");
  const then = (act: () => void) => () => {
    act();
    onPage({ kind: "agenda" });
  };
  useCommands([
    {
      id: "agenda.today",
      label: t("view.today"),
      group,
      general: true,
      run: then(() => place.setDay(dayOf(Date.now(), zone))),
    },
    ...VIEWS.map((view) => ({
      id: `agenda.view.${view}`,
      label: t("command.view", { view: sayView(view, place, t) }),
      group,
      general: true,
      run: then(() => place.setView(view)),
    })),
  ]);
}
