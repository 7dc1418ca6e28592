// Time zones by the name of their city, and what a change of clocks does to a time. Pure.
import { addMinutes, instantOf, wallClock } from "../../time/wall-clock.ts";

/** A zone one can choose. */
export interface ZoneChoice {
  readonly value: string;
  /** `Zurich` */
  readonly city: string;
  /** `UTC+1`, at the time of the event. */
  readonly offset: string;
  /** `Europe`, `America / Argentina` */
  readonly region: string;
}

/** The city of an IANA name: `America/Argentina/Buenos_Aires` is Buenos Aires. */
export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** `UTC+5:30` */
export function offsetOf(zone: string, ms: number): string {
  const minutes = Math.round((Date.parse(`${wallClock(ms, zone)}Z`) - ms) / 60_000);
  const size = Math.abs(minutes);
  if (size === 0) return "UTC";
  const rest = size % 60 === 0 ? "" : `:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest}`;
}

/** Every zone this computer knows, `first` ones on top.
 *  @param ms when: offsets change with the season */
export function zoneChoices(first: readonly string[], ms: number): readonly ZoneChoice[] {
  const names = [...new Set([...first, ...Intl.supportedValuesOf("timeZone"), "UTC"])].filter(
    (zone) => zone !== "floating",
  );
  return names.map((value) => ({
    value,
    city: cityOf(value),
    offset: offsetOf(value, ms),
    region: value.split("/").slice(0, -1).join(" / ").replaceAll("_", " "),
  }));
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("−", "-").toLowerCase();

/** Does a zone answer to what was typed: its city, its region or its offset? */
export function fitsZone({ city, region, offset, value }: ZoneChoice, typed: string): boolean {
  const all = plain(`${city} ${region} ${value} ${offset}`);
  return plain(typed)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** What a time becomes that the clocks skip on that day; undefined for a time that exists. */
export function skippedTo(wall: string, zone: string): string | undefined {
  if (zone === "floating") return undefined;
  const shown = wallClock(instantOf(wall, zone), zone);
  return shown === wall.slice(0, 16) ? undefined : shown;
}

/** A quarter of an hour further, on the quarter. */
export function stepped(time: string, minutes: number): string {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  const off = (hours * 60 + rest) % 15;
  const by = off === 0 ? minutes : minutes > 0 ? 15 - off : -off;
  return addMinutes(`2026-01-01T${time}`, by).slice(11, 16);
}
