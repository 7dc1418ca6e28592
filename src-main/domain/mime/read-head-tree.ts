// A tree out of the flat list that a server's BODYSTRUCTURE gives (RFC 9051 §7.5.2): numbers say who stands under whom.
import type { BodyNode } from "./read-body.ts";
import type { HeadPart } from "./read-types.ts";

interface Building {
  readonly part: HeadPart;
  readonly children: Building[];
}

/** @param contents decoded bytes of the parts that were fetched */
export function headTree(parts: readonly HeadPart[], contents: ReadonlyMap<string, Uint8Array>): BodyNode {
  const byId = new Map<string, Building>([["", { part: container(""), children: [] }]]);
  for (const part of parts)
    if (/^\d{1,4}(\.\d{1,4}){0,49}$/.test(part.part)) byId.set(part.part, { part, children: [] });
  for (const id of [...byId.keys()]) adopt(byId, id);
  const top = byId.get("") as Building;
  const only = top.children[0];
  // A message of one part: the part is all of it.
  return nodeOf(top.children.length === 1 && only?.part.part === "1" ? only : top, contents);
}

const container = (part: string): HeadPart => ({
  part,
  type: "multipart/mixed",
  parameters: {},
  encoding: "7bit",
  size: 0,
});

/** Puts a part under its parent, and containers that the list leaves out between them. */
function adopt(byId: Map<string, Building>, id: string): void {
  for (let child = id; child !== ""; ) {
    const parentId = child.slice(0, Math.max(0, child.lastIndexOf(".")));
    const known = byId.get(parentId);
    const parent = known ?? { part: container(parentId), children: [] };
    parent.children.push(byId.get(child) as Building);
    if (known) return;
    byId.set(parentId, parent);
    child = parentId;
  }
}

function nodeOf({ part, children }: Building, contents: ReadonlyMap<string, Uint8Array>, depth = 0): BodyNode {
  const isMessage = part.type.toLowerCase() === "message/rfc822";
  const kept = depth > 50 || isMessage ? [] : children;
  return {
    id: part.part === "" ? "1" : part.part,
    mediaType: kept.length > 0 && isGuessedAlternative(part, kept) ? "multipart/alternative" : part.type.toLowerCase(),
    params: new Map(Object.entries(part.parameters).map(([name, value]) => [name.toLowerCase(), value])),
    disposition: (part.disposition ?? "").toLowerCase(),
    ...(part.name && { name: part.name }),
    ...(part.contentId && { contentId: part.contentId.replace(/^<|>$/g, "") }),
    encoding: part.encoding.toLowerCase(),
    encodedSize: part.size,
    children: kept.map((child) => nodeOf(child, contents, depth + 1)),
    bytes: () => contents.get(part.part),
    size: () => contents.get(part.part)?.length ?? guessedSize(part),
  };
}

/** The list names leaves alone: a plain text with HTML beside it, bare or with its pictures, says the same twice. */
function isGuessedAlternative(part: HeadPart, children: readonly Building[]): boolean {
  if (part.size !== 0 || part.type !== "multipart/mixed" || children.length < 2) return false;
  const [first, second] = children;
  const isPlain =
    first?.part.type.toLowerCase() === "text/plain" && !first.part.name && first.part.disposition !== "attachment";
  const html = second?.children.length ? second.children[0] : second;
  return (
    isPlain &&
    html?.part.type.toLowerCase() === "text/html" &&
    !html.part.name &&
    html.part.disposition !== "attachment"
  );
}

/** Base64 in lines of 76 and their ends: 57 bytes of 78. */
const guessedSize = ({ encoding, size }: HeadPart) => (/base64/i.test(encoding) ? Math.round((size * 57) / 78) : size);
