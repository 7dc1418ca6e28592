// XML as the wire has it: every name with its namespace, every text as text. Knows nothing of CalDAV.
import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element. `text` is its own text and CDATA, entities decoded, white space kept. */
export interface XmlElement {
  readonly space: string;
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

// Nothing is cast, trimmed or decoded by the parser: "2024" and "1E5" stay strings, and entities are decoded
// below, where CDATA can be told from text. No entity of a DOCTYPE is ever expanded.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: "#cdata",
  ignoreDeclaration: true,
  ignorePiTags: true,
  // The default throws for element names such as `constructor`; nodes are only read by own key here.
  onDangerousProperty: (name) => `_${name}`,
});

type Raw = Readonly<Record<string, unknown>>;
type Spaces = Readonly<Record<string, string>>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of these, some servers send them (knowledge R37).
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Parses a document.
 *  @returns undefined when it is not well-formed or cut off, so that half a listing never passes for a whole one */
export function parseXml(source: string): XmlElement | undefined {
  const clean = source.replace(CONTROLS, "").trimStart();
  if (!clean.startsWith("<") || XMLValidator.validate(clean) !== true) return undefined;
  const nodes = nodesOf(clean);
  if (nodes === undefined) return undefined;
  const root = nodes.find((node) => isElement(node));
  return root && toElement(root, { xml: "http://www.w3.org/XML/1998/namespace" });
}

/** The parser throws at what its validator let pass: more levels than it goes down. */
function nodesOf(source: string): readonly Raw[] | undefined {
  try {
    const nodes: unknown = parser.parse(source);
    return Array.isArray(nodes) ? (nodes as Raw[]) : undefined;
  } catch {
    return undefined;
  }
}

function isElement(node: Raw): boolean {
  const name = nameOf(node);
  return name !== undefined && !name.startsWith("#") && !name.startsWith("?");
}

function nameOf(node: Raw): string | undefined {
  return Object.keys(node).find((key) => key !== ":@");
}

function toElement(node: Raw, outer: Spaces): XmlElement {
  const qualified = nameOf(node) ?? "";
  const attributes = (node[":@"] ?? {}) as Record<string, string>;
  const spaces = declared(attributes, outer);
  const colon = qualified.indexOf(":");
  const inner = node[qualified] as readonly Raw[];
  return {
    space: spaces[colon < 0 ? "" : qualified.slice(0, colon)] ?? "",
    name: qualified.slice(colon + 1),
    children: inner.filter(isElement).map((child) => toElement(child, spaces)),
    text: inner.map(textOf).join(""),
    attributes,
  };
}

function declared(attributes: Readonly<Record<string, string>>, outer: Spaces): Spaces {
  let spaces = outer;
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "xmlns") spaces = { ...spaces, "": decodeEntities(value) };
    else if (name.startsWith("xmlns:")) spaces = { ...spaces, [name.slice(6)]: decodeEntities(value) };
  }
  return spaces;
}

function textOf(node: Raw): string {
  const text = node["#text"];
  if (typeof text === "string") return decodeEntities(text);
  const cdata = node["#cdata"];
  return Array.isArray(cdata) ? (cdata as Raw[]).map((part) => String(part["#text"] ?? "")).join("") : "";
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, named) => {
    if (named !== undefined) return ENTITIES[named] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/** First child element of that name. */
export function child(parent: XmlElement | undefined, space: string, name: string): XmlElement | undefined {
  return parent?.children.find((element) => element.name === name && element.space === space);
}

/** All child elements of that name. */
export function childrenOf(parent: XmlElement | undefined, space: string, name: string): readonly XmlElement[] {
  return parent?.children.filter((element) => element.name === name && element.space === space) ?? [];
}

/** Text fit for element content. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
