// The events that were made from a message: each leads to the agenda.
import { UnstyledButton } from "@mantine/core";
import { IconCalendarCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../src-preload/contract/mail.ts";
import type { EventId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { sayDay } from "../time/say-when.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { useMailFacts } from "./facts.tsx";

function Made({ id }: { id: EventId }) {
  const { t, i18n } = useTranslation();
  const { calendars, onOpenEvent } = useMailFacts();
  const { data } = useLive("events.get", { id });
  if (!data) return null;
  const { title, start, allDay, calendarId, color } = data.event;
  const day = sayDay(start.slice(0, 10), i18n.language, { weekday: "short", day: "numeric", month: "short" });
  const own = color ?? calendars.find((calendar) => calendar.id === calendarId)?.color ?? "#5F7196";
  return (
    <li>
      <UnstyledButton className="row g8 beside-one" onClick={() => onOpenEvent({ eventId: id })}>
        <span className="bar3" style={hue(own)} />
        <span className="t13 w5 el sp">{title || t("event.untitled")}</span>
        <span className="t12 i3 tn">{allDay ? day : `${day}, ${start.slice(11, 16)}`}</span>
      </UnstyledButton>
    </li>
  );
}

/** The strip; nothing where there are none. */
export function MadeEvents({ message: { eventIds, invitation } }: { message: Message }) {
  const { t } = useTranslation();
  // An invitation's card shows its event already.
  if (eventIds.length === 0 || invitation) return null;
  return (
    <section className="beside" aria-label={t("reader.made")}>
      <h3 className="over row g6">
        <IconCalendarCheck size={14} stroke={STROKE} aria-hidden="true" />
        {t("reader.made")}
      </h3>
      <ul className="plain">
        {eventIds.map((id) => (
          <Made key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}
