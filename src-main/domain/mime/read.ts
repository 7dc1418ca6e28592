// Reads RFC 5322 messages. Whatever the bytes, it answers: broken mail is shown as well as it can be.
import { type Body, type BodyNode, readBody } from "./read-body.ts";
import { readBlock } from "./read-fields.ts";
import { headTree } from "./read-head-tree.ts";
import { readHeaders } from "./read-headers.ts";
import { snippetOf } from "./read-snippet.ts";
import { decodeTransfer, transferSize } from "./read-transfer.ts";
import { type Part, readTree } from "./read-tree.ts";
import type { HeadPart, ReadCut, ReadFault, ReadMessage } from "./read-types.ts";
import { decodeWords } from "./read-words.ts";

/** Knowledge A4. A source is held in memory: larger ones are fetched in parts. */
const MAX_SOURCE = 500 * 1_048_576;
const MAX_PART = 200 * 1_048_576;
const MAX_HEADERS = 1_048_576;

/** Reads a whole message. Never throws; linear in its size; within the caps of knowledge A4.
 *  @param options.withContent attachments keep their bytes (default true) */
export function readMessage(source: Uint8Array, options: { readonly withContent?: boolean } = {}): ReadMessage {
  try {
    return readWhole(source, options);
  } catch {
    // A fault of ours must not cost the user a message: its source can still be shown.
    return { ...readHead(source.subarray(0, MAX_HEADERS), []), fault: "crash" };
  }
}

function readWhole(source: Uint8Array, options: { readonly withContent?: boolean }): ReadMessage {
  if (source.length > MAX_SOURCE) return { ...readHead(source.subarray(0, MAX_HEADERS), []), fault: "too-large" };
  const bytes = withLineFeeds(source);
  const tree = readTree(bytes);
  const cuts = new Set(tree.cuts);
  const root = nodeOf(bytes, tree.root, cuts);
  const fault = faultOf(bytes, tree.root);
  const body = fault ? NO_BODY : readBody(root, cuts, options.withContent ?? true);
  return assemble(tree.root.fields, tree.root.bodyStart, body, cuts, fault);
}

/** Reads a header block with the structure the server told: the same shape, without content.
 *  @param contents decoded bytes of text parts that were fetched, by part number */
export function readHead(
  header: Uint8Array,
  parts: readonly HeadPart[],
  contents: ReadonlyMap<string, Uint8Array> = new Map(),
): ReadMessage {
  const block = readBlock(withLineFeeds(header), 0, header.length, MAX_HEADERS);
  const cuts = new Set<ReadCut>(block.isCut ? ["headers"] : []);
  if (parts.length > 1_000) cuts.add("parts");
  const body = parts.length === 0 ? NO_BODY : readBody(headTree(parts.slice(0, 1_000), contents), cuts, false);
  return assemble(block.fields, header.length, body, cuts, block.fields.length === 0 ? "no-header" : undefined);
}

const NO_BODY: Body = { text: "", textParts: [], parts: [], calendars: [], protection: [] };

function assemble(
  fields: Part["fields"],
  headerSize: number,
  body: Body,
  cuts: ReadonlySet<ReadCut>,
  fault: ReadFault | undefined,
): ReadMessage {
  return {
    ...readHeaders(fields),
    headerSize,
    ...body,
    snippet: snippetOf(body.text),
    cuts: [...cuts],
    ...(fault && { fault }),
  };
}

function faultOf(bytes: Uint8Array, root: Part): ReadFault | undefined {
  if (root.fields.length > 0) return undefined;
  return bytes.every((byte) => byte <= 32) ? "empty" : "no-header";
}

/** Old Macs ended lines with CR alone. */
function withLineFeeds(bytes: Uint8Array): Uint8Array {
  if (bytes.indexOf(10) >= 0 || bytes.indexOf(13) < 0) return bytes;
  return bytes.map((byte) => (byte === 13 ? 10 : byte));
}

function nodeOf(bytes: Uint8Array, part: Part, cuts: Set<ReadCut>): BodyNode {
  const raw = bytes.subarray(part.bodyStart, part.bodyEnd);
  const tooBig = raw.length > MAX_PART * 1.4;
  if (tooBig && part.children.length === 0) cuts.add("part-size");
  // A multipart in which no part was found is text.
  const isLost = part.type.value.startsWith("multipart/") && part.children.length === 0 && !part.isTooDeep;
  const name = part.disposition.params.get("filename") ?? part.type.params.get("name");
  const contentId = contentIdOf(part);
  return {
    id: part.id === "" ? "1" : part.id,
    mediaType: isLost ? "text/plain" : part.type.value,
    params: part.type.params,
    disposition: part.disposition.value,
    ...(name && { name: decodeWords(name) }),
    ...(contentId && { contentId }),
    encoding: part.encoding,
    encodedSize: raw.length,
    children: part.children.map((child) => nodeOf(bytes, child, cuts)),
    bytes: () => (tooBig ? undefined : decodeTransfer(raw, part.encoding, part.type.value.startsWith("text/"))),
    size: () => (tooBig ? raw.length : transferSize(raw, part.encoding)) || namedSize(part),
  };
}

/** A file that was left out says how large it is (RFC 2183 §2.7). */
function namedSize({ disposition }: Part): number {
  const size = disposition.params.get("size") ?? "";
  return /^\d{1,12}$/.test(size) ? Number(size) : 0;
}

function contentIdOf(part: Part): string | undefined {
  const value = part.fields.find(({ name }) => name === "content-id")?.value.trim();
  return value?.replace(/^<|>$/g, "").slice(0, 500);
}
