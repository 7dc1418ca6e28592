// What the popover shows, in words: its parts are given nothing but texts, so that a minute that passes draws only what says it.
import type { EventId, RecurrenceId } from "../../src-preload/contract/shapes.ts";

/** An event of the list. */
export interface Line {
  readonly key: string;
  readonly eventId: EventId;
  readonly recurrenceId: RecurrenceId | undefined;
  readonly color: string;
  readonly time: string;
  /** Under the time, where days have no heading of their own. */
  readonly day: string | undefined;
  readonly title: string;
  /** Its calendar and its place. */
  readonly meta: string;
  /** Everything, for screen readers. */
  readonly name: string;
  /** How long it still goes on, where it is under way. */
  readonly left: string | undefined;
  /** Not certain yet. */
  readonly isOpen: boolean;
  readonly mark: "conflict" | "pending" | "video" | undefined;
  readonly joinUrl: string | undefined;
}

/** The event on top: what is now, or else what is next. */
export interface Card extends Line {
  /** `En cours, encore 18 min` */
  readonly kicker: string;
  /** How much of it is over, of 100; undefined: it has not begun. */
  readonly percent: number | undefined;
  /** It begins so soon that one joins now. */
  readonly isNear: boolean;
}

/** What fills a day, beside its name. */
export type Whole = Pick<Line, "key" | "eventId" | "recurrenceId" | "color" | "title" | "name">;

export interface Group {
  readonly day: string;
  readonly heading: string;
  readonly whole: readonly Whole[];
  readonly lines: readonly Line[];
}

export interface WidgetView {
  readonly card: Card | undefined;
  /** `48 min`, until the first of the list begins, where the card does not say it. */
  readonly nextIn: string | undefined;
  readonly groups: readonly Group[];
}

/** State of sync, as the foot says it. */
export interface SyncSaid {
  readonly text: string;
  readonly glyph: "ok" | "running" | "waiting" | "paused" | "trouble" | "offline" | "device";
}
