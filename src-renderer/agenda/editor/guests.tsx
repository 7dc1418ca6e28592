// Who takes part and when they are free: field, table with everyone's day, what stands in the way, the next free time.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Calendar } from "../../../src-preload/contract/calendars.ts";
import type { EventDetail } from "../../../src-preload/contract/events.ts";
import { sayLongDay, sayTime } from "../../time/say-when.ts";
import { dayOf, wallClock } from "../../time/wall-clock.ts";
import { STROKE } from "../../ui/hue.ts";
import { type Draft, draftOf, instantsOf, movedTo, problemOf } from "../draft.ts";
import { focusField } from "./focus-field.ts";
import type { Span } from "./free-busy.ts";
import { GuestField } from "./guest-field.tsx";
import { GuestRows, nameOf } from "./guest-table.tsx";
import type { Participant } from "./participants.ts";
import { keyOf } from "./read-addresses.ts";
import { TimeBand } from "./time-band.tsx";
import { type FreeBusy, useFreeBusy } from "./use-free-busy.ts";
import { usePeople } from "./use-people.ts";

interface Props {
  readonly draft: Draft;
  readonly event: EventDetail | undefined;
  readonly calendar: Calendar | undefined;
  readonly screenZone: string;
  /** Somebody else's event: who takes part is theirs to say. */
  readonly locked: boolean;
  readonly error: string | undefined;
  readonly onChange: (draft: Draft) => void;
}

const HOUR_MS = 3_600_000;
/** More clashes than these are counted, not named. */
const NAMED = 3;

/** Width of two hours, for the lines behind the bars. */
const stepOf = (strip: Span) =>
  ({ "--fb-step": `${((2 * HOUR_MS) / (strip.endMs - strip.startMs)) * 100}%` }) as CSSProperties;

function Hours({ strip, zone }: { readonly strip: Span; readonly zone: string }) {
  const { t } = useTranslation();
  const hours = Array.from({ length: Math.ceil((strip.endMs - strip.startMs) / HOUR_MS / 2) }, (_, n) => n * 2);
  return (
    <div className="fb-hours t11 i3 tn" aria-hidden="true">
      {hours.map((n) => {
        const ms = strip.startMs + n * HOUR_MS;
        const left = ((ms - strip.startMs) / (strip.endMs - strip.startMs)) * 100;
        return (
          <span key={n} style={{ left: `${left}%` }}>
            {t("guests.hour", { hour: Number(wallClock(ms, zone).slice(11, 13)) })}
          </span>
        );
      })}
    </div>
  );
}

interface FoundProps {
  readonly known: FreeBusy;
  readonly at: Span;
  readonly zone: string;
  readonly people: readonly Participant[];
}

/** The line under the table: all free, or when all would be. */
function Slot({
  known,
  at,
  zone,
  onTake,
}: Omit<FoundProps, "people"> & { onTake: ((startMs: number) => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const { free, clashes, state } = known;
  const isSure = state === "known";
  if (state === "looking") return <p className="fb-foot t12 i3">{t("guests.looking")}</p>;
  if (clashes.length === 0) {
    const words = isSure
      ? "guests.allFree"
      : known.people.some((one) => one.known)
        ? "guests.knownFree"
        : "guests.noneKnown";
    return (
      <p className="fb-foot t12 i2">
        {words !== "guests.noneKnown" && <IconCheck size={14} stroke={2} className="ok" aria-hidden="true" />}
        {t(words)}
      </p>
    );
  }
  if (!free) return <p className="fb-foot t12 i2">{t("guests.noSlot")}</p>;
  const day = dayOf(free.startMs, zone);
  const isSameDay = day === dayOf(at.startMs, zone);
  const when = `${sayTime(free.startMs, i18n.language, zone)} – ${sayTime(free.endMs, i18n.language, zone)}`;
  const keys = isSure
    ? (["guests.freeAt", "guests.freeOn"] as const)
    : (["guests.knownFreeAt", "guests.knownFreeOn"] as const);
  return (
    <div className="fb-foot t12 i2">
      <span className="sp tn">
        <Trans
          i18nKey={isSameDay ? keys[0] : keys[1]}
          values={{ when, day: sayLongDay(day, i18n.language) }}
          components={{ b: <b className="w6" /> }}
        />
      </span>
      {onTake && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            focusField("[role=slider]");
            onTake(free.startMs);
          }}
        >
          {t("guests.take")}
        </Button>
      )}
    </div>
  );
}

/** Who is not free, in words; and what could not be asked. */
function Troubles({ known, people, zone }: Omit<FoundProps, "at">) {
  const { t, i18n } = useTranslation();
  const time = (ms: number) => sayTime(ms, i18n.language, zone);
  const lines = known.clashes.slice(0, NAMED).map(({ address, startMs, endMs }) => {
    const one = people.find((other) => other.address === address);
    const words = { name: one ? nameOf(one) : address, from: time(startMs), to: time(endMs) };
    return { key: `${address} ${startMs}`, text: t(one?.isMe ? "guests.clashYou" : "guests.clash", words) };
  });
  const more = known.clashes.length - NAMED;
  return (
    <>
      {lines.length > 0 && (
        <div className="row g8 t12 err top" role="status">
          <IconAlertTriangle size={16} stroke={STROKE} aria-hidden="true" />
          <span className="col g2">
            {lines.map(({ key, text }) => (
              <span key={key}>{text}</span>
            ))}
            {more > 0 && <span>{t("guests.clashMore", { count: more })}</span>}
          </span>
        </div>
      )}
      {(known.state === "offline" || known.state === "failed") && (
        <p className="row g8 t12 i3 top" role="status">
          <IconInfoCircle size={16} stroke={STROKE} className="ic" aria-hidden="true" />
          {t(known.state === "offline" ? "guests.offline" : "guests.failed")}
        </p>
      )}
    </>
  );
}

function useSpans(draft: Draft, event: EventDetail | undefined, screenZone: string) {
  const isSound = problemOf(draft) === undefined;
  const at = isSound ? instantsOf(draft, screenZone) : undefined;
  const own = event && event.attendees.length > 0 ? instantsOf(draftOf(event, screenZone), screenZone) : undefined;
  return { at, own };
}

function Table(
  props: Props & { readonly at: Span; readonly own: Span | undefined; readonly people: readonly Participant[] },
) {
  const { draft, event, screenZone, locked, onChange, at, own, people } = props;
  const { t, i18n } = useTranslation();
  const zone = draft.zone === "floating" ? screenZone : draft.zone;
  const addresses = people.map(({ address }) => address);
  const asked = { addresses, calendarId: draft.calendarId, eventId: event?.id, at, own, zone };
  const hasStrip = !draft.allDay;
  const known = useFreeBusy(asked, hasStrip);
  const remove = (one: Participant) => {
    focusField("[data-field=guests]");
    onChange({ ...draft, guests: draft.guests.filter((guest) => keyOf(guest) !== keyOf(one)) });
  };
  const move = locked ? undefined : (startMs: number) => onChange(movedTo(draft, wallClock(startMs, zone)));
  return (
    <>
      <div className={hasStrip ? "fb" : "fb no-strip"}>
        <div className="fb-head">
          <span className="over fb-count">{t("guests.count", { count: people.length })}</span>
          {hasStrip && <Hours strip={known.strip} zone={zone} />}
        </div>
        <div className="fb-rows" style={stepOf(known.strip)}>
          <GuestRows
            people={people}
            known={known}
            at={at}
            words={{ t, language: i18n.language, zone }}
            hasStrip={hasStrip}
            onRemove={locked ? undefined : remove}
          />
          {hasStrip && (
            <TimeBand strip={known.strip} at={at} zone={zone} isTaken={known.clashes.length > 0} onMove={move} />
          )}
        </div>
        {hasStrip && <Slot known={known} at={at} zone={zone} onTake={move} />}
      </div>
      {hasStrip && <Troubles known={known} people={people} zone={zone} />}
    </>
  );
}

/** The right column's first part. */
export function Guests(props: Props) {
  const { draft, event, calendar, screenZone, locked, error, onChange } = props;
  const { t } = useTranslation();
  const people = usePeople(draft.guests, event, calendar);
  const { at, own } = useSpans(draft, event, screenZone);
  return (
    <>
      {!locked && (
        <GuestField guests={draft.guests} error={error} onChange={(guests) => onChange({ ...draft, guests })} />
      )}
      {people.length > 0 && at && <Table {...props} at={at} own={own} people={people} />}
      {people.length > 0 && calendar && !calendar.schedules && <p className="t12 i3">{t("guests.nobodyTold")}</p>}
    </>
  );
}
