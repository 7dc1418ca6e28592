// A version of an event as a list of what it says.
import { useTranslation } from "react-i18next";
import type { EventDetail } from "../../src-preload/contract/events.ts";
import { sayEvent } from "../i18n/say-event.ts";
import { plainText } from "./plain-text.ts";

/** @param zone the zone on screen */
export function EventFacts({ event, zone }: { event: EventDetail; zone: string }) {
  const { t, i18n } = useTranslation();
  return (
    <dl className="facts">
      {sayEvent(event, { t, language: i18n.language, zone }, plainText).map(({ name, lines }) => (
        <div key={name}>
          <dt className="t12 i3">{t(`field.${name as Exclude<typeof name, "other">}`)}</dt>
          <dd className="t13 tn">
            {lines.map((line) => (
              <span key={line} className="fact-line">
                {line}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
