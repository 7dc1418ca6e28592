// Graph has nine named colours for calendars (calendarColor), and shows a calendar's own as hex where one was chosen.

import type { Calendar, CalendarColor } from "@microsoft/microsoft-graph-types";
import { entryOf } from "../../domain/entry-of.ts";

/** The named ones as Outlook on the web draws them, as near as may be. */
const COLORS: Readonly<Partial<Record<CalendarColor, string>>> = {
  lightBlue: "#5CA9E5",
  lightGreen: "#87D28E",
  lightOrange: "#FCAB73",
  lightGray: "#B1ADAB",
  lightYellow: "#F4D03F",
  lightTeal: "#4AD3C5",
  lightPink: "#F08CC0",
  lightBrown: "#B68D5E",
  lightRed: "#F06A6F",
};

/** A calendar's colour as `#RRGGBB`; undefined for one that nobody chose. */
export function hexOf({ color, hexColor }: Calendar): string | undefined {
  if (/^#[0-9a-f]{6}$/i.test(hexColor ?? "")) return hexColor?.toUpperCase();
  return color ? entryOf(COLORS, color) : undefined;
}

/** The named colour that looks most like `#RRGGBB`. */
export function nearestColor(hex: string): CalendarColor {
  const wanted = channels(hex);
  const distance = (one: string) => channels(one).reduce((sum, value, i) => sum + (value - (wanted[i] ?? 0)) ** 2, 0);
  const named = Object.entries(COLORS) as [CalendarColor, string][];
  return named.reduce((best, one) => (distance(one[1]) < distance(best[1]) ? one : best))[0];
}

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
