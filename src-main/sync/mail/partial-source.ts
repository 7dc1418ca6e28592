// A large message in small: its own header fields, its structure, its texts; its files are there by name and without content.
// Read again like any other source, the parts keep the numbers under which the server knows them (RFC 9051 §6.4.5.1).
import type { RemotePart } from "../../providers/mail-provider.ts";

interface Node {
  readonly part?: RemotePart;
  readonly children: Map<number, Node>;
}

/** @param header the message's own header block
 *  @param contents decoded bytes of the parts that were fetched, by part number */
export function partialSource(
  header: Uint8Array,
  parts: readonly RemotePart[],
  contents: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const root = treeOf(parts);
  const only = root.children.size === 1 ? root.children.get(1) : undefined;
  // A message of one part has no multipart around it.
  const top = only?.part && only.children.size === 0 ? only : root;
  const kept = ownFields(Buffer.from(header).toString("latin1"));
  return Buffer.from(`${kept}${entity(top, "", contents)}`, "latin1");
}

function treeOf(parts: readonly RemotePart[]): Node {
  const root: Node = { children: new Map() };
  for (const part of parts) {
    const numbers = part.part.split(".").map(Number);
    if (numbers.length > 50 || numbers.some((number) => !Number.isInteger(number) || number < 1 || number > 2000))
      continue;
    let at = root;
    for (const [depth, number] of numbers.entries()) {
      const known = at.children.get(number);
      const next = known ?? { children: new Map(), ...(depth === numbers.length - 1 && { part }) };
      at.children.set(number, next);
      at = next;
    }
  }
  return root;
}

/** The header without what says how the body is made, and without the empty line. */
function ownFields(header: string): string {
  const lines = header.split(/\r?\n/);
  const end = lines.indexOf("");
  const kept: string[] = [];
  let isDropped = false;
  for (const line of end < 0 ? lines : lines.slice(0, end)) {
    if (!/^[ \t]/.test(line)) isDropped = /^(content-|mime-version)/i.test(line);
    if (!isDropped) kept.push(line);
  }
  return kept
    .map((line) => `${line}\r\n`)
    .join("")
    .concat("MIME-Version: 1.0\r\n");
}

function entity(node: Node, path: string, contents: ReadonlyMap<string, Uint8Array>): string {
  const { part } = node;
  if (part && node.children.size === 0) return leaf(part, contents.get(part.part));
  const boundary = `=_cadran_${path.replaceAll(".", "_") || "0"}`;
  const numbers = [...node.children.keys()].toSorted((a, b) => a - b);
  const inner: string[] = [];
  // Numbers that the list leaves out are filled, so that those behind keep theirs.
  for (let number = 1; number <= (numbers.at(-1) ?? 0); number++) {
    const child = node.children.get(number);
    const own = path === "" ? `${number}` : `${path}.${number}`;
    inner.push(`--${boundary}\r\n${child ? entity(child, own, contents) : "Content-Type: text/plain\r\n\r\n"}\r\n`);
  }
  const type = `Content-Type: multipart/${kindOf(node)}; boundary="${boundary}"\r\n\r\n`;
  return `${type}${inner.join("")}--${boundary}--\r\n`;
}

/** The list names leaves alone: a text and the same as HTML are alternatives, HTML with what it shows is related. */
function kindOf({ children }: Node): "alternative" | "related" | "mixed" {
  const [first, second] = [...children.entries()].toSorted(([a], [b]) => a - b).map(([, child]) => child);
  const isText = (node: Node | undefined, type: string) =>
    node?.part?.type.toLowerCase() === type && node.part.disposition?.toLowerCase() !== "attachment" && !node.part.name;
  const html = second && !second.part ? second.children.get(1) : second;
  if (isText(first, "text/plain") && isText(html, "text/html")) return "alternative";
  return isText(first, "text/html") && second?.part?.contentId ? "related" : "mixed";
}

function leaf(part: RemotePart, content: Uint8Array | undefined): string {
  const parameters = Object.entries(part.parameters)
    .filter(([name]) => !["name", "boundary"].includes(name.toLowerCase()))
    .map(([name, value]) => `;\r\n ${token(name)}="${quoted(value)}"`);
  const isShown = content !== undefined && !part.name;
  const disposition = part.disposition ?? (isShown ? undefined : "attachment");
  return [
    `Content-Type: ${token(part.type)}${parameters.join("")}\r\n`,
    ...(disposition
      ? [`Content-Disposition: ${token(disposition)}${fileName(part.name)};\r\n size=${decodedSize(part)}\r\n`]
      : []),
    ...(part.contentId ? [`Content-ID: <${quoted(part.contentId).replace(/[<>]/g, "")}>\r\n`] : []),
    "Content-Transfer-Encoding: base64\r\n\r\n",
    content ? inLines(Buffer.from(content).toString("base64")) : "",
  ].join("");
}

const fileName = (name: string | undefined) =>
  name
    ? `;\r\n filename*=utf-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`
    : "";
const token = (text: string) => text.replace(/[^\w!#$&+.^/-]/g, "") || "x";
const quoted = (text: string) => text.replace(/[^\x20-\x7e]/g, "?").replace(/["\\]/g, "");
const inLines = (base64: string) => base64.replace(/.{76}/g, "$&\r\n");

/** Base64 in lines of 76 and their ends: 57 bytes of 78. */
const decodedSize = ({ encoding, size }: RemotePart) =>
  /base64/i.test(encoding) ? Math.round((size * 57) / 78) : size;
