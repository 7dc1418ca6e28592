// The palette and the search of the agenda, over whatever page is shown.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Calendar } from "../../src-preload/contract/calendars.ts";
import type { Occurrence } from "../../src-preload/contract/events.ts";
import { useShownPlace } from "../agenda/shown-place.tsx";
import { CalendarCommands } from "../calendars/calendar-commands.tsx";
import { useCommand } from "../live.tsx";
import type { Written } from "../palette/use-items.ts";
import { type SentenceScene, useCreateEvent, useSentence } from "../quick-add/use-sentence.ts";
import { useNow } from "../time/use-now.ts";
import { useTold } from "../told.ts";
import { useCommands } from "../ui/commands.tsx";
import { later } from "../ui/later.tsx";
import { keptPage, type Page } from "./page.ts";
import { useAgendaCommands } from "./use-agenda-commands.ts";

const Palette = later(async () => (await import("../palette/palette.tsx")).Palette);
const SearchPanel = later(async () => (await import("../search/search-panel.tsx")).SearchPanel);

interface Props {
  readonly calendars: readonly Calendar[];
  readonly zone: string;
  readonly onPage: (page: Page) => void;
}

/** The event that a text in the palette would make. */
function useRead(scene: SentenceScene, onPage: Props["onPage"]) {
  const create = useCreateEvent();
  const readSentence = useSentence(scene);
  return (text: string): Written | undefined => {
    const sentence = readSentence(text);
    if (!sentence) return undefined;
    const { event, calendar, when, rest, command } = sentence;
    const { title, dated, start, end } = event;
    return {
      ...{ title, dated, start, end, calendar, when, rest },
      create: () => create(sentence),
      more: () => onPage({ kind: "agenda", begun: command }),
    };
  };
}

/** Offers both with what else can be done from every page, and shows the one that is open. */
export function Finder({ calendars, zone, onPage }: Props) {
  const place = useShownPlace();
  const { t } = useTranslation();
  const nowMs = useNow();
  const told = useTold();
  const update = useCommand("calendars.update");
  const [open, setOpen] = useState<"palette" | { readonly query: string }>();
  const group = t("palette.global");
  useCommands([
    { id: "palette.open", label: t("palette.open"), group, keys: ["Mod+k"], run: () => setOpen("palette") },
    {
      id: "search.open",
      label: t("deeds.findTime"),
      group,
      keys: ["/"],
      general: true,
      words: "find trouver",
      // The mail page has a search of its own behind the same key.
      run: (event) => (event && keptPage().kind === "mail" ? false : setOpen({ query: "" })),
    },
  ]);
  useAgendaCommands(place, zone, onPage);
  const reveal = ({ eventId, recurrenceId }: Occurrence) =>
    onPage({ kind: "agenda", reveal: { eventId, ...(recurrenceId && { recurrenceId }) } });
  const read = useRead({ calendars, zone, nowMs }, onPage);
  const close = () => setOpen(undefined);
  return (
    <>
      <CalendarCommands calendars={calendars} />
      {open === "palette" && (
        <Palette
          {...{ calendars, zone, nowMs, read }}
          onDay={(day) => {
            place.setView("day");
            place.setDay(day);
            onPage({ kind: "agenda" });
          }}
          onEvent={reveal}
          onShow={({ id }, visible) => told(update({ id, visible }))}
          onSearch={(query) => setOpen({ query })}
          onClose={close}
        />
      )}
      {typeof open === "object" && (
        <SearchPanel {...{ calendars, zone, nowMs }} query={open.query} onOpen={reveal} onClose={close} />
      )}
    </>
  );
}
