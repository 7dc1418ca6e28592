// What a published file holds: its events as items of a calendar, and what it says about itself.

import { createHash } from "node:crypto";
import { Failure } from "../../../src-preload/contract/failure.ts";
import { entryOf } from "../../domain/entry-of.ts";
import type { IcalComponent } from "../../domain/ical-text.ts";
import { parseIcal } from "../../domain/ical-text.ts";
import { componentsOf, lineOf } from "../../domain/ical-tree.ts";
import { parseDuration, unescapeText } from "../../domain/ical-values.ts";
import { splitResources } from "../../domain/import.ts";
import type { ParkedItem, RemoteCalendar, RemoteItem } from "../provider.ts";

/** A published file, read. */
export interface Contents {
  readonly items: readonly RemoteItem[];
  readonly parked: readonly ParkedItem[];
  readonly about: Pick<RemoteCalendar, "name" | "color" | "description">;
  /** How often its author asks to be read. */
  readonly refreshMinutes?: number;
}

/** Reads a file. An item's key is made of its UID; its entity tag of its text, without the times of writing that many
 *  publishers renew at every request.
 *  @throws Failure `bad-answer` when the file was cut: what it lacks is not gone */
export function readContents(body: string, url: string): Contents {
  const host = new URL(url).hostname;
  const calendars = componentsOf(parseIcal(body), "VCALENDAR");
  if (calendars.some(isCut)) throw new Failure("bad-answer", { host });
  const { items, parked } = splitResources(body);
  const found = new Map(items.map((item) => [keyOf(item.uid), item.text]));
  const bad = parked.filter((one) => one.isEvent).map((one) => ({ ...one, key: keyOf(one.uid ?? `?${one.subject}`) }));
  const minutes = calendars.map(refreshOf).find((one) => one !== undefined);
  return {
    items: [...found].map(([key, text]) => ({ key, href: `${url}#${key}`, etag: tagOf(text), text })),
    parked: bad
      .filter(({ key }) => !found.has(key))
      .map(({ key, failure }) => ({ key, href: `${url}#${key}`, etag: tagOf(failure.message), failure })),
    about: aboutOf(calendars, url),
    ...(minutes !== undefined && { refreshMinutes: minutes }),
  };
}

function isCut(component: IcalComponent): boolean {
  return component.cut === true || component.children.some((node) => node.type === "component" && node.cut === true);
}

function keyOf(uid: string): string {
  return `${createHash("sha256").update(uid).digest("hex").slice(0, 32)}.ics`;
}

function tagOf(text: string): string {
  const lasting = text.replace(/^(DTSTAMP|LAST-MODIFIED|CREATED)[:;].*(\r?\n[ \t].*)*\r?\n/gim, "");
  return `"${createHash("sha256").update(lasting).digest("hex").slice(0, 32)}"`;
}

function aboutOf(calendars: readonly IcalComponent[], url: string): Contents["about"] {
  const said = (...names: string[]) => {
    for (const name of names)
      for (const calendar of calendars) {
        const value = unescapeText(lineOf(calendar, name)?.value ?? "").trim();
        if (value !== "") return value;
      }
    return undefined;
  };
  // RFC 7986 §5.1, §5.2, §5.9, and the names that came before it.
  const color = colorOf(said("COLOR")) ?? colorOf(said("X-APPLE-CALENDAR-COLOR", "X-OUTLOOK-COLOR"));
  const description = said("DESCRIPTION", "X-WR-CALDESC");
  return {
    name: (said("NAME", "X-WR-CALNAME") ?? nameFrom(url)).slice(0, 200),
    ...(color !== undefined && { color }),
    ...(description !== undefined && { description }),
  };
}

function nameFrom(url: string): string {
  const { hostname, pathname } = new URL(url);
  const last = pathname.split("/").at(-1) ?? "";
  const bare = last.replace(/\.(ics|ical|ifb|icalendar)$/i, "");
  return bare === "" || /^(basic|calendar|export|feed)$/i.test(bare) ? hostname : decoded(bare);
}

function decoded(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text.replace(/%[89a-f][0-9a-f]/gi, ""));
}

// `#RRGGBB`, with alpha or without `#` too (Apple); of the CSS names of RFC 7986 those that publishers use.
const NAMED: Readonly<Record<string, string>> = {
  black: "#000000",
  blue: "#0000FF",
  brown: "#A52A2A",
  crimson: "#DC143C",
  darkblue: "#00008B",
  darkgreen: "#006400",
  darkorange: "#FF8C00",
  deepskyblue: "#00BFFF",
  dodgerblue: "#1E90FF",
  firebrick: "#B22222",
  forestgreen: "#228B22",
  gold: "#FFD700",
  goldenrod: "#DAA520",
  gray: "#808080",
  green: "#008000",
  hotpink: "#FF69B4",
  indigo: "#4B0082",
  limegreen: "#32CD32",
  magenta: "#FF00FF",
  maroon: "#800000",
  mediumseagreen: "#3CB371",
  navy: "#000080",
  olive: "#808000",
  orange: "#FFA500",
  orangered: "#FF4500",
  orchid: "#DA70D6",
  pink: "#FFC0CB",
  purple: "#800080",
  red: "#FF0000",
  royalblue: "#4169E1",
  salmon: "#FA8072",
  seagreen: "#2E8B57",
  skyblue: "#87CEEB",
  slateblue: "#6A5ACD",
  steelblue: "#4682B4",
  teal: "#008080",
  tomato: "#FF6347",
  turquoise: "#40E0D0",
  violet: "#EE82EE",
  yellow: "#FFFF00",
};

function colorOf(value: string | undefined): string | undefined {
  const hex = /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(value ?? "")?.[1];
  return hex === undefined ? entryOf(NAMED, value?.toLowerCase() ?? "") : `#${hex.toUpperCase()}`;
}

// RFC 7986 §5.7, and Microsoft's name for it.
function refreshOf(calendar: IcalComponent): number | undefined {
  const line = lineOf(calendar, "REFRESH-INTERVAL") ?? lineOf(calendar, "X-PUBLISHED-TTL");
  const length = parseDuration(line?.value ?? "");
  const minutes = length && Math.round((length.days * 86_400 + length.seconds) / 60);
  return minutes !== undefined && minutes > 0 ? minutes : undefined;
}
