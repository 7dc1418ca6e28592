// An object under another name: as another object of the same content, or as one of one's own.
import { Failure } from "../../src-preload/contract/failure.ts";
import { type IcalComponent, type IcalLine, type IcalNode, parseIcal, serializeIcal } from "./ical-text.ts";
import { rewriteLine } from "./ical-tree.ts";

const OTHERS = new Set(["ATTENDEE", "ORGANIZER", "REQUEST-STATUS"]);

/** The object under another UID: master and overrides together. @throws Failure malformed */
export function withUid(text: string, uid: string): string {
  return withLines(text, (line) => renamed(line, uid));
}

/** The same event as one of its own: another UID, nobody invited (knowledge §3.3). @throws Failure malformed */
export function detachedCopy(text: string, uid: string): string {
  return withLines(text, (line) => (OTHERS.has(line.name) ? undefined : renamed(line, uid)));
}

function renamed(line: IcalLine, uid: string): IcalLine {
  return line.name === "UID" ? rewriteLine(line, line.params, uid, "\r\n") : line;
}

/** The object with every line of its events exchanged, or left out. */
function withLines(text: string, exchange: (line: IcalLine) => IcalLine | undefined): string {
  const inEvent = (event: IcalComponent): IcalComponent => ({
    ...event,
    children: event.children.flatMap((node): readonly IcalNode[] =>
      node.type === "line" ? [exchange(node) ?? []].flat() : [node],
    ),
  });
  const inFile = (node: IcalNode): IcalNode => {
    if (node.type !== "component") return node;
    return node.name === "VEVENT" ? inEvent(node) : { ...node, children: node.children.map(inFile) };
  };
  const tree = parseIcal(text);
  if (tree.children.length === 0) throw new Failure("malformed", { what: "event", detail: "it is empty" });
  return serializeIcal({ ...tree, children: tree.children.map(inFile) });
}
