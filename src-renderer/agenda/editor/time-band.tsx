// The chosen time over everyone's day: dragged with the mouse, moved with the arrows.
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayTime } from "../../time/say-when.ts";
import { placeOn, type Span } from "./free-busy.ts";

const STEP_MS = 15 * 60_000;

interface Props {
  readonly strip: Span;
  readonly at: Span;
  readonly zone: string;
  /** Somebody is taken then. */
  readonly isTaken: boolean;
  /** Absent: the time is not one's own to move. */
  readonly onMove: ((startMs: number) => void) | undefined;
}

/** Kept within the strip: what is dragged out of it stays in reach. */
const within = (strip: Span, startMs: number, length: number) =>
  Math.max(strip.startMs, Math.min(startMs, strip.endMs - length));

/** Where the band is while it is dragged; it is told on the way, quarter by quarter, when it comes to rest. */
function useDrag({ strip, at, onMove }: Props) {
  const drag = useRef<{ readonly x: number; readonly startMs: number; readonly msPerPixel: number } | undefined>(
    undefined,
  );
  const [ghost, setGhost] = useState<number>();
  const length = at.endMs - at.startMs;
  return {
    shown: ghost === undefined ? at : { startMs: ghost, endMs: ghost + length },
    down(event: PointerEvent<HTMLElement>) {
      const track = event.currentTarget.parentElement;
      if (!onMove || !track || event.button !== 0) return;
      const msPerPixel = (strip.endMs - strip.startMs) / track.getBoundingClientRect().width;
      drag.current = { x: event.clientX, startMs: at.startMs, msPerPixel };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    move({ clientX }: PointerEvent) {
      if (!drag.current) return;
      const by = Math.round(((clientX - drag.current.x) * drag.current.msPerPixel) / STEP_MS) * STEP_MS;
      setGhost(within(strip, drag.current.startMs + by, length));
    },
    up() {
      if (drag.current && ghost !== undefined && ghost !== at.startMs) onMove?.(ghost);
      drag.current = undefined;
      setGhost(undefined);
    },
    cancel() {
      drag.current = undefined;
      setGhost(undefined);
    },
  };
}

/** The band. */
export function TimeBand(props: Props) {
  const { strip, at, zone, isTaken, onMove } = props;
  const { t, i18n } = useTranslation();
  const drag = useDrag(props);
  const place = placeOn(strip, drag.shown);
  if (!place) return null;
  const times = `${sayTime(drag.shown.startMs, i18n.language, zone)} – ${sayTime(drag.shown.endMs, i18n.language, zone)}`;
  const key = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    onMove?.(at.startMs + direction * STEP_MS);
  };
  return (
    <div className="fb-track">
      <div
        className={isTaken ? "fb-band taken" : "fb-band"}
        style={{ left: `${place.left * 100}%`, width: `${place.width * 100}%` }}
        role="slider"
        tabIndex={onMove ? 0 : -1}
        aria-disabled={!onMove}
        aria-label={t("guests.band")}
        aria-valuemin={strip.startMs}
        aria-valuemax={strip.endMs}
        aria-valuenow={drag.shown.startMs}
        aria-valuetext={times}
        title={onMove ? t("guests.bandKeys") : undefined}
        onKeyDown={key}
        onPointerDown={drag.down}
        onPointerMove={drag.move}
        onPointerUp={drag.up}
        onPointerCancel={drag.cancel}
      />
    </div>
  );
}
