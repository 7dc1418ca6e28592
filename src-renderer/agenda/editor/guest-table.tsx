// Everyone who takes part, with their answer and their day beside it.
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { PALETTE } from "../../../src-preload/contract/palette.ts";
import { sayTime } from "../../time/say-when.ts";
import { hue, STROKE } from "../../ui/hue.ts";
import { type Clash, type PersonsTime, placeOn, type Span } from "./free-busy.ts";
import type { Participant } from "./participants.ts";
import { keyOf } from "./read-addresses.ts";
import type { FreeBusy } from "./use-free-busy.ts";

interface Words {
  readonly t: TFunction;
  readonly language: string;
  readonly zone: string;
}

interface Props {
  readonly people: readonly Participant[];
  readonly known: FreeBusy;
  readonly at: Span;
  readonly words: Words;
  /** All day: then hours say nothing. */
  readonly hasStrip: boolean;
  readonly onRemove: ((one: Participant) => void) | undefined;
}

/** `Nora Keller`, or the address where no name is known. */
export const nameOf = ({ name, address }: Pick<Participant, "name" | "address">) => name || address;

/** A colour of one's own, the same in every event. */
function colorOf({ address }: Participant): string {
  const sum = [...address.toLowerCase()].reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973,
    7,
  );
  return PALETTE[sum % PALETTE.length] ?? PALETTE[0];
}

function initials(one: Participant): string {
  const words = nameOf(one)
    .split(/[\s._-]+|@.*/)
    .filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.charAt(0).toUpperCase() ?? "")
    .join("");
}

function stateOf(
  one: Participant,
  time: PersonsTime | undefined,
  clash: Clash | undefined,
  { t, language, zone }: Words,
) {
  if (clash) {
    const isAway = time?.busy.some(({ kind, startMs }) => kind === "away" && startMs === clash.startMs);
    const at = sayTime(clash.startMs, language, zone);
    return { text: t(isAway ? "guests.away" : "guests.busyAt", { time: at }), isClash: true };
  }
  if (one.isOrganizer) return { text: t(one.isMe ? "guests.youOrganise" : "guests.organises"), isClash: false };
  if (one.isNew) return { text: t("guests.answer.new"), isClash: false };
  return { text: t(`guests.answer.${one.answer ?? "needs-action"}`), isClash: false };
}

/** What the bars show, for those who do not see them. */
function spoken(time: PersonsTime | undefined, strip: Span, { t, language, zone }: Words): string {
  if (!time?.known) return t("guests.unknown");
  const shown = time.busy.filter((span) => placeOn(strip, span));
  if (shown.length === 0) return t("guests.freeSpoken");
  const times = shown.map(
    (span) => `${sayTime(span.startMs, language, zone)} – ${sayTime(span.endMs, language, zone)}`,
  );
  return t("guests.busySpoken", { times: times.join(", ") });
}

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

function Bars({ time, known, at, words }: { time: PersonsTime | undefined } & Pick<Props, "known" | "at" | "words">) {
  const { strip, state } = known;
  const isUnknown = time ? !time.known : state === "failed";
  return (
    <div className={isUnknown ? "fb-line unknown" : "fb-line"} role="img" aria-label={spoken(time, strip, words)}>
      {time?.busy.map((span) => {
        const place = placeOn(strip, span);
        const isHit = span.startMs < at.endMs && span.endMs > at.startMs;
        return (
          place && (
            <span
              key={`${span.startMs} ${span.endMs}`}
              className={`fb-busy ${span.kind}${isHit ? " hit" : ""}`}
              style={{ left: percent(place.left), width: percent(place.width) }}
            />
          )
        );
      })}
      {isUnknown && (
        <span className="fb-unknown t11">
          <span>{words.t("guests.unknown")}</span>
        </span>
      )}
    </div>
  );
}

/** The rows. */
export function GuestRows({ people, known, at, words, hasStrip, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="plain" aria-label={t("guests.label")}>
      {people.map((one) => {
        const time = known.people.find(({ address }) => address === one.address);
        const clash = hasStrip ? known.clashes.find(({ address }) => address === one.address) : undefined;
        const state = stateOf(one, time, clash, words);
        return (
          <li key={keyOf(one)} className="fb-row">
            <div className="fb-name">
              <span className="fb-avatar" style={hue(colorOf(one))} aria-hidden="true">
                {initials(one)}
              </span>
              <span className="col sp">
                <span className="t12 w5 el" title={one.address}>
                  {one.isMe && !one.name ? t("guests.you") : nameOf(one)}
                </span>
                <span className={`t11 el fb-state ${state.isClash ? "err" : "i3"}`}>{state.text}</span>
              </span>
              {onRemove && !one.isOrganizer && (
                <ActionIcon
                  size={24}
                  className="fb-x"
                  aria-label={t("guests.remove", { name: nameOf(one) })}
                  onClick={() => onRemove(one)}
                >
                  <IconX size={14} stroke={STROKE} />
                </ActionIcon>
              )}
            </div>
            {hasStrip && <Bars time={time} known={known} at={at} words={words} />}
          </li>
        );
      })}
    </ul>
  );
}
