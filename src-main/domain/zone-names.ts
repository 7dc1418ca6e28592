// From the TZID a file uses to an IANA name (rule R68): only exact names are trusted, never a resemblance.
import { findIana } from "windows-iana";
import { isIanaName } from "./offsets.ts";

// What Outlook and Exchange show instead of the name of the zone, without the "(UTC+01:00) " before it.
const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  "Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": "Europe/Berlin",
  "Belgrade, Bratislava, Budapest, Ljubljana, Prague": "Europe/Budapest",
  "Brussels, Copenhagen, Madrid, Paris": "Europe/Paris",
  "Sarajevo, Skopje, Warsaw, Zagreb": "Europe/Warsaw",
  "Dublin, Edinburgh, Lisbon, London": "Europe/London",
  "Athens, Bucharest": "Europe/Bucharest",
  "Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius": "Europe/Kyiv",
  Istanbul: "Europe/Istanbul",
  Jerusalem: "Asia/Jerusalem",
  "Chennai, Kolkata, Mumbai, New Delhi": "Asia/Kolkata",
  "Beijing, Chongqing, Hong Kong, Urumqi": "Asia/Shanghai",
  "Osaka, Sapporo, Tokyo": "Asia/Tokyo",
  "Canberra, Melbourne, Sydney": "Australia/Sydney",
  "Eastern Time (US & Canada)": "America/New_York",
  "Central Time (US & Canada)": "America/Chicago",
  "Mountain Time (US & Canada)": "America/Denver",
  "Pacific Time (US & Canada)": "America/Los_Angeles",
  "Coordinated Universal Time": "UTC",
};

const cache = new Map<string, string | undefined>();

/** The IANA name or `UTC` that a TZID stands for, `floating` when it says that it means no zone, else undefined.
 *  Known IANA names stay as spelled; `X-LIC-LOCATION` is the VTIMEZONE's own hint and comes before prefix forms. */
export function zoneNameOf(tzid: string, licLocation?: string): string | undefined {
  const key = `${tzid}\n${licLocation ?? ""}`;
  if (!cache.has(key)) {
    if (cache.size > 2000) cache.clear();
    cache.set(key, search(tzid.trim(), licLocation?.trim()));
  }
  return cache.get(key);
}

function search(tzid: string, licLocation: string | undefined): string | undefined {
  if (/^(utc|z|zulu|etc\/utc)$/i.test(tzid)) return "UTC";
  if (isIanaName(tzid)) return tzid;
  // R63: names that programs write when they mean "wherever you are".
  if (/^(local|floating|allday)$/i.test(tzid)) return "floating";
  const windows = findIana(tzid)[0] ?? DISPLAY_NAMES[tzid.replace(/^\((?:UTC|GMT)[^)]*\)\s*/i, "")];
  if (windows && isIanaName(windows)) return windows;
  if (licLocation && isIanaName(licLocation)) return licLocation;
  return prefixed(tzid);
}

// "/freeassociation.sourceforge.net/Tzfile/Europe/Zurich", "/mozilla.org/20050126_1/America/Argentina/Ushuaia".
function prefixed(tzid: string): string | undefined {
  const parts = tzid.split("/");
  for (const length of tzid.startsWith("/") ? [3, 2, 1] : [3, 2]) {
    const tail = parts.slice(-length).join("/");
    if (parts.length > length && isIanaName(tail)) return tail;
  }
  return undefined;
}
