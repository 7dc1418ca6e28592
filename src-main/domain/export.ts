// Puts calendar objects together into one file: every event as it was, every time zone once.
import { tzidsIn } from "./edit-context.ts";
import type { IcalComponent, IcalNode } from "./ical-text.ts";
import { nodeText, parseIcal } from "./ical-text.ts";
import { componentsOf, lineOf, makeLine, paramOf, rewriteLine, withParam } from "./ical-tree.ts";
import { escapeText } from "./ical-values.ts";
import { vtimezoneSpans } from "./vtimezone.ts";
import { zoneNameOf } from "./zone-names.ts";
import { vtimezoneFor } from "./zones.ts";

const EOL = "\r\n";

/** One VCALENDAR with all components of the given files, in their order. Only line ends are made alike. A TZID that two
 *  files define differently, and that no name known to us settles, is renamed in the later one.
 *  @param name of the calendar
 *  @throws Failure `malformed` when a text is no calendar */
export function joinCalendars(texts: readonly string[], name?: string): string {
  const zones = new Map<string, string>();
  const parts = texts.flatMap((text) => partsOf(text, zones));
  const head = [
    `BEGIN:VCALENDAR${EOL}`,
    `VERSION:2.0${EOL}`,
    `PRODID:-//Cadran//Cadran 1.0//EN${EOL}`,
    ...(name === undefined ? [] : [property("NAME", name), property("X-WR-CALNAME", name)]),
  ];
  return [...head, ...zones.values(), ...parts, `END:VCALENDAR${EOL}`].join("");
}

function property(name: string, text: string): string {
  return nodeText(makeLine(name, [], escapeText(text), EOL));
}

// The components of one file other than its zones, which go to `zones` under names of their own.
function partsOf(text: string, zones: Map<string, string>): string[] {
  return componentsOf(parseIcal(text), "VCALENDAR").flatMap((calendar) => {
    const own = new Map(componentsOf(calendar, "VTIMEZONE").map((zone) => [zoneId(zone), zone]));
    const parts = calendar.children.filter((node) => node.type === "component" && node.name !== "VTIMEZONE");
    const components = parts as IcalComponent[];
    const renamed = new Map<string, string>();
    for (const tzid of new Set(components.flatMap(tzidsIn))) {
      const zone = own.get(tzid);
      const block = zone ? textOf(zone) : vtimezoneFor(tzid);
      if (block === "") continue;
      const used = placeFor(tzid, block, zones);
      if (used !== tzid) renamed.set(tzid, used);
      if (!zones.has(used)) zones.set(used, used === tzid ? block : withName(block, used));
    }
    return components.map((component) => textOf(renamed.size === 0 ? component : renameZones(component, renamed)));
  });
}

const zoneId = (zone: IcalComponent) => lineOf(zone, "TZID")?.value.trim() ?? "";

// The name a definition gets: its own, or with a number when that one means something else here.
function placeFor(tzid: string, block: string, zones: ReadonlyMap<string, string>): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? tzid : `${tzid}-${n}`;
    const known = zones.get(name);
    // A name that is known means the same everywhere, whatever a file says of it (R69).
    if (known === undefined || zoneNameOf(name) !== undefined || sameZone(known, block)) return name;
  }
}

function sameZone(a: string, b: string): boolean {
  const offsets = (block: string) => JSON.stringify(vtimezoneSpans(block.trim()));
  return a === b || offsets(a) === offsets(b);
}

function withName(block: string, name: string): string {
  return block.replace(/^TZID[^\r\n]*(\r\n[ \t][^\r\n]*)*\r\n/m, nodeText(makeLine("TZID", [], name, EOL)));
}

function renameZones(component: IcalComponent, names: ReadonlyMap<string, string>): IcalComponent {
  const children = component.children.map((node): IcalNode => {
    if (node.type === "component") return renameZones(node, names);
    const name = names.get(paramOf(node, "TZID") ?? "");
    return name === undefined ? node : rewriteLine(node, withParam(node.params, "TZID", [name]), node.value, EOL);
  });
  return { ...component, children };
}

// With line ends as the RFC wants them, and an end where the file had none.
function textOf(component: IcalComponent): string {
  const text = nodeText(component).replace(/\r?\n/g, EOL);
  const closed = component.end === "" ? `${text}${text.endsWith(EOL) ? "" : EOL}END:${component.name}` : text;
  return closed.endsWith(EOL) ? closed : `${closed}${EOL}`;
}
