// From the TZID a file uses to an IANA name (rule R68): only exact names are trusted, never a resemblance.

import { findIana } from "windows-iana";
import { entryOf } from "./entry-of.ts";
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
  // As Outlook and Lotus Notes called it until 2006.
  "Pacific Time (US & Canada); Tijuana": "America/Los_Angeles",
  "Pacific Time (US & Canada)/Tijuana": "America/Los_Angeles",
  "Coordinated Universal Time": "UTC",
};

// X-MICROSOFT-CDO-TZID: the numbers of CDO for Exchange, for zones of which one place is as good as the other today.
const CDO_NUMBERS: Readonly<Record<string, string>> = {
  "0": "UTC",
  "1": "Europe/London",
  "2": "Europe/Lisbon",
  "3": "Europe/Paris",
  "4": "Europe/Berlin",
  "5": "Europe/Bucharest",
  "6": "Europe/Prague",
  "7": "Europe/Athens",
  "8": "America/Sao_Paulo",
  "9": "America/Halifax",
  "10": "America/New_York",
  "11": "America/Chicago",
  "12": "America/Denver",
  "13": "America/Los_Angeles",
  "14": "America/Anchorage",
  "15": "Pacific/Honolulu",
  "17": "Pacific/Auckland",
  "18": "Australia/Brisbane",
  "19": "Australia/Adelaide",
  "20": "Asia/Tokyo",
  "21": "Asia/Singapore",
  "22": "Asia/Bangkok",
  "23": "Asia/Kolkata",
  "24": "Asia/Dubai",
  "25": "Asia/Tehran",
  "26": "Asia/Baghdad",
  "27": "Asia/Jerusalem",
  "28": "America/St_Johns",
  "31": "Atlantic/Reykjavik",
  "38": "America/Phoenix",
  "44": "Australia/Darwin",
  "45": "Asia/Shanghai",
  "49": "Africa/Cairo",
  "50": "Africa/Johannesburg",
  "51": "Europe/Moscow",
  "57": "Australia/Sydney",
  "59": "Europe/Helsinki",
};

/** The IANA name for a value of X-MICROSOFT-CDO-TZID; undefined when it names none. */
export function microsoftZone(value: string | undefined): string | undefined {
  return entryOf(CDO_NUMBERS, value?.trim() ?? "");
}

// Windows zones that the library's table gives to a place which keeps another clock by now, or does not have.
const WINDOWS: Readonly<Record<string, string>> = {
  "Central Asia Standard Time": "Asia/Bishkek",
  "Kamchatka Standard Time": "Asia/Kamchatka",
  "Mid-Atlantic Standard Time": "Etc/GMT+2",
  "Mountain Standard Time (Mexico)": "America/Mazatlan",
};

const cache = new Map<string, string | undefined>();

/** The IANA name or `UTC` that a TZID stands for, `floating` when it says that it means no zone, else undefined.
 *  Known IANA names stay as spelled; `licLocation` is the VTIMEZONE's own hint
 *  (X-LIC-LOCATION, X-MICROSOFT-CDO-TZID) and comes before prefix forms. */
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
  const windows =
    entryOf(WINDOWS, tzid) ??
    findIana(tzid)[0] ??
    entryOf(DISPLAY_NAMES, tzid.replace(/^\((?:UTC|GMT)[^)]*\)\s*/i, ""));
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
