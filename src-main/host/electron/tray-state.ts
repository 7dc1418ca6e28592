// What the tray shows, from what is known: tooltip, icon, menu, and when all that changes by itself. Pure.
import type { HostAsk } from "../../../src-preload/contract/bridge.ts";
import type { Occurrence } from "../../../src-preload/contract/events.ts";
import { DESKTOP_TEXTS } from "./texts-desktop.ts";
import { dayOf, sayNearness, sayStart, type Words } from "./when-texts.ts";

const MINUTE_MS = 60_000;
/** Within this, the tooltip counts minutes. */
const NEAR_MS = 60 * MINUTE_MS;
/** Windows cuts a tooltip at 127 characters. */
const TOOLTIP_LENGTH = 120;
const LABEL_LENGTH = 48;
const LISTED = 5;

/** What the menu's lines lead to. */
export type TrayDeed = HostAsk | "open" | "popover" | "sync" | "quit";

/** One line; without a deed it only says something. */
export interface TrayLine {
  readonly id: string;
  readonly label: string;
  readonly deed?: TrayDeed;
}

export interface TrayState {
  readonly tooltip: string;
  /** Beside the icon where that is the custom (macOS): the minutes to what comes next. */
  readonly title: string;
  readonly hasUnread: boolean;
  /** Groups with a line between them. */
  readonly menu: readonly (readonly TrayLine[])[];
  /** When it is to be made anew because time passes. */
  readonly changesAtMs: number;
  /** When the first listed event is over, and others are to be asked for. */
  readonly staleAtMs: number;
}

/** @param upcoming the running ones first, as the engine answers */
export function trayState(upcoming: readonly Occurrence[], unread: number, words: Words): TrayState {
  const { nowMs } = words;
  const say = DESKTOP_TEXTS[words.language];
  const ahead = upcoming.filter(
    ({ endMs, startMs, status }) => Math.max(endMs, startMs + 1) > nowMs && status !== "cancelled",
  );
  // A whole day is no appointment: what has an hour comes first.
  const next = ahead.find(({ allDay, startMs }) => !allDay && startMs > nowMs) ?? ahead.find(({ allDay }) => !allDay);
  const told = next ?? ahead[0];
  const nearMs = next ? next.startMs - nowMs : Number.POSITIVE_INFINITY;
  const isNear = nearMs > 0 && nearMs <= NEAR_MS;
  const nextLine = told ? `${told.title || say.untitled} · ${sayNearness(told, words)}` : say.nothingAhead;
  const lines = [cut(nextLine, TOOLTIP_LENGTH - 20), ...(unread > 0 ? [say.unread(unread)] : [])];
  return {
    tooltip: lines.join("\n"),
    title: isNear ? `${Math.ceil(nearMs / MINUTE_MS)} min` : "",
    hasUnread: unread > 0,
    menu: menuOf(ahead, unread, words),
    changesAtMs: changesAtMs(ahead, words),
    staleAtMs: Math.min(Number.POSITIVE_INFINITY, ...ahead.map(({ endMs }) => endMs)),
  };
}

function menuOf(ahead: readonly Occurrence[], unread: number, words: Words): readonly (readonly TrayLine[])[] {
  const say = DESKTOP_TEXTS[words.language];
  const events = ahead.slice(0, LISTED).map((event, at): TrayLine => {
    const { eventId, recurrenceId, title } = event;
    const label = `${sayStart(event, words)}  ${cut(title || say.untitled, LABEL_LENGTH)}`;
    return { id: `event-${at}`, label, deed: { ask: "openEvent", eventId, ...(recurrenceId && { recurrenceId }) } };
  });
  const mail: TrayLine = { id: "unread", label: say.unread(unread), deed: { ask: "page", page: "mail" } };
  return [
    events.length > 0 ? events : [{ id: "nothing", label: say.nothingAhead }],
    ...(unread > 0 ? [[mail]] : []),
    [
      { id: "new-event", label: say.newEvent, deed: { ask: "quickAdd" } },
      { id: "write", label: say.write, deed: { ask: "compose" } },
      { id: "sync", label: say.syncNow, deed: "sync" },
    ],
    [
      { id: "popover", label: say.showAgenda, deed: "popover" },
      { id: "open", label: say.open, deed: "open" },
      { id: "settings", label: say.settings, deed: { ask: "page", page: "settings" } },
    ],
    [{ id: "quit", label: say.quit, deed: "quit" }],
  ];
}

/** The next minute while one is counted, the moment counting begins, a beginning, an end, or the end of the day. */
function changesAtMs(ahead: readonly Occurrence[], { nowMs, zone }: Words): number {
  const moments = ahead.flatMap(({ startMs, endMs, allDay }) => {
    if (allDay) return [endMs];
    const toStartMs = startMs - nowMs;
    // The count falls when the distance is a whole number of minutes.
    const minuteMs =
      toStartMs > 0 && toStartMs <= NEAR_MS ? nowMs + ((toStartMs - 1) % MINUTE_MS) + 1 : startMs - NEAR_MS;
    // It is `now` for the minute after the beginning.
    return [minuteMs, startMs, startMs + MINUTE_MS, endMs];
  });
  return Math.min(endOfDayMs(nowMs, zone), ...moments.filter((ms) => ms > nowMs));
}

/** The day's end is found by the quarter hour: zones differ by no less. */
function endOfDayMs(nowMs: number, zone: string): number {
  const quarterMs = 15 * MINUTE_MS;
  const today = dayOf(nowMs, zone);
  let ms = Math.floor(nowMs / quarterMs) * quarterMs + quarterMs;
  while (dayOf(ms, zone) === today) ms += quarterMs;
  return ms;
}

function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

/** A label as Electron's menus take it: `&` marks a mnemonic there. */
export const menuLabel = (text: string) => text.replaceAll("&", "&&");

/** Which file is the icon: a template on macOS, an .ico on Windows, light on dark panels.
 *  @param isDark the system's panels are dark @param desktop XDG_CURRENT_DESKTOP */
export function trayIcon(
  hasUnread: boolean,
  { platform, isDark, desktop = "" }: { platform: NodeJS.Platform; isDark: boolean; desktop?: string | undefined },
): string {
  if (platform === "darwin") return hasUnread ? "trayUnreadTemplate.png" : "trayTemplate.png";
  // GNOME's panel is dark whatever the windows are.
  const isLight = isDark || (platform === "linux" && /gnome|unity/i.test(desktop));
  const name = `tray-${isLight ? "light" : "dark"}${hasUnread ? "-unread" : ""}`;
  return `${name}.${platform === "win32" ? "ico" : "png"}`;
}

/** What a click on the icon does, as each system has it.
 *  `attached`: the system shows the menu by itself (Linux on any click that its panel has for it, Windows on the right one).
 *  `asked`: we show it on a right click, so that a left one is the popover's (macOS). */
export function trayManners(platform: NodeJS.Platform): {
  readonly menu: "attached" | "asked";
  readonly doubleClick: boolean;
} {
  return { menu: platform === "darwin" ? "asked" : "attached", doubleClick: platform === "win32" };
}
