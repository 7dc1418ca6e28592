// Time zones as Graph names them: Windows names, and few others (learn.microsoft.com/graph/api/resources/datetimetimezone).
import { findWindows } from "windows-iana";
import { zoneNameOf } from "../../domain/zone-names.ts";

// What the library's table lacks or knows from before the zone changed its clock: the Windows zone with today's clock.
const WINDOWS: Readonly<Record<string, string>> = {
  "America/Chihuahua": "Central Standard Time (Mexico)",
  "America/Ciudad_Juarez": "Mountain Standard Time",
  "America/Coyhaique": "Magallanes Standard Time",
  "America/Ojinaga": "Central Standard Time",
  "America/Scoresbysund": "Greenland Standard Time",
  "Antarctica/Casey": "W. Australia Standard Time",
  "Antarctica/Vostok": "Qyzylorda Standard Time",
  "Asia/Almaty": "Qyzylorda Standard Time",
  "Asia/Qostanay": "Qyzylorda Standard Time",
};

const cache = new Map<string, string | undefined>();

/** The IANA name or `UTC` for a zone as Graph names it; undefined for the empty name, `tzone://Microsoft/Custom` and others
 *  that say nothing. */
export function ianaZone(name: string | null | undefined): string | undefined {
  const trimmed = name?.trim() ?? "";
  if (trimmed === "") return undefined;
  const zone = /^tzone:\/\/Microsoft\/Utc$/i.test(trimmed) ? "UTC" : zoneNameOf(trimmed);
  return zone === "floating" ? undefined : zone;
}

/** The name under which Graph takes a zone; undefined when there is none.
 *  @param zone IANA name or `UTC` */
export function graphZone(zone: string): string | undefined {
  if (!cache.has(zone)) {
    if (cache.size > 2000) cache.clear();
    cache.set(zone, search(zone));
  }
  return cache.get(zone);
}

/** Do both have the same name at Graph? Then nothing tells them apart there. */
export function isSameGraphZone(a: string, b: string): boolean {
  const name = graphZone(a);
  return a === b || (name !== undefined && name === graphZone(b));
}

function search(zone: string): string | undefined {
  if (zone === "UTC") return "UTC";
  const iana = zoneNameOf(zone);
  if (iana === undefined || iana === "floating") return undefined;
  // The table knows a zone under one of its names only: Europe/Kiev, not Europe/Kyiv.
  for (const name of [iana, canonical(iana)]) {
    const windows = WINDOWS[name] ?? findWindows(name)[0];
    if (windows !== undefined) return windows;
  }
  return undefined;
}

function canonical(zone: string): string {
  return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
}
