// Events to come with the one who wrote: what the next meeting is, without leaving the message.
import { UnstyledButton } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MessageId } from "../../src-preload/contract/shapes.ts";
import { useLive } from "../live.tsx";
import { sayDay, sayTime } from "../time/say-when.ts";
import { dayOf } from "../time/wall-clock.ts";
import { hue, STROKE } from "../ui/hue.ts";
import { useMailFacts } from "./facts.tsx";

const MOST = 3;

/** The strip; nothing where there are none. */
export function Beside({ messageId }: { messageId: MessageId }) {
  const { t, i18n } = useTranslation();
  const { calendars, zone, onOpenEvent } = useMailFacts();
  const { data } = useLive("mail.beside", { messageId });
  const shown = data?.occurrences.slice(0, MOST) ?? [];
  if (shown.length === 0) return null;
  const colors = new Map(calendars.map(({ id, color }) => [id as string, color]));
  return (
    <section className="beside" aria-label={t("reader.beside")}>
      <h3 className="over row g6">
        <IconCalendarEvent size={14} stroke={STROKE} aria-hidden="true" />
        {t("reader.beside")}
      </h3>
      <ul className="plain">
        {shown.map((one) => {
          const day = dayOf(one.startMs, zone);
          const date = sayDay(day, i18n.language, { weekday: "short", day: "numeric", month: "short" });
          return (
            <li key={`${one.eventId} ${one.startMs}`}>
              <UnstyledButton className="row g8 beside-one" onClick={() => onOpenEvent(one)}>
                <span className="bar3" style={hue(one.color ?? colors.get(one.calendarId) ?? "#5F7196")} />
                <span className="t13 w5 el sp">{one.title}</span>
                <span className="t12 i3 tn">
                  {date}
                  {!one.allDay && `, ${sayTime(one.startMs, i18n.language, zone)}`}
                </span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
