// Dates as mail writes them (RFC 5322 §3.3).
import { ianaOffsetAt } from "../offsets.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Mon, 23 Nov 2026 13:55:00 +0100`. @param zone IANA name; absent or unknown: UTC */
export function mailDate(ms: number, zone = "UTC"): string {
  const offset = Math.round(ianaOffsetAt(ms, zone) / 60_000);
  const wall = new Date(ms + offset * 60_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.abs(offset);
  const east = `${offset < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}${two(minutes % 60)}`;
  const date = `${two(wall.getUTCDate())} ${MONTHS[wall.getUTCMonth()]} ${wall.getUTCFullYear()}`;
  const time = [wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCSeconds()].map(two).join(":");
  return `${DAYS[wall.getUTCDay()]}, ${date} ${time} ${east}`;
}
