// Which parts of a message are its text, and which go along (RFC 2046 §5.1, RFC 2183, knowledge R38).
import { textOfHtml } from "../mail-html/text.ts";
import { safeName } from "../mail-safety/names.ts";
import { takeUuFiles } from "./read-bytes.ts";
import { charsetOfHtml, decodeText } from "./read-charset.ts";
import { unflow } from "./read-flowed.ts";
import { protectionOf } from "./read-protection.ts";
import type { Protection, ReadCalendar, ReadCut, ReadPart, ReadTextPart } from "./read-types.ts";

/** A part, whether its bytes are here or only its description (BODYSTRUCTURE). */
export interface BodyNode {
  readonly id: string;
  readonly mediaType: string;
  readonly params: ReadonlyMap<string, string>;
  readonly disposition: string;
  readonly name?: string;
  readonly contentId?: string;
  readonly encoding: string;
  /** Bytes as encoded. */
  readonly encodedSize: number;
  readonly children: readonly BodyNode[];
  /** Decoded; undefined: not here. */
  readonly bytes: () => Uint8Array | undefined;
  /** Bytes once decoded. */
  readonly size: () => number;
}

interface Block {
  plain?: string;
  html?: string;
}

/** `parts` are the files, in their order; `calendars` are iCalendar texts, each once. */
export interface Body {
  readonly text: string;
  readonly html?: string;
  readonly textParts: readonly ReadTextPart[];
  readonly parts: readonly ReadPart[];
  readonly calendars: readonly ReadCalendar[];
  readonly protection: readonly Protection[];
}

/** Characters of text that are read: nobody reads more, and the search need not. */
const MAX_TEXT = 2_000_000;
const MAX_HTML = 8_000_000;
const MAX_CALENDARS = 20;

/** @param withContent attachments keep their bytes */
export function readBody(root: BodyNode, cuts: Set<ReadCut>, withContent: boolean): Body {
  const collector = new Collector(cuts, withContent);
  collector.walk(root, undefined);
  return collector.body();
}

class Collector {
  readonly #cuts: Set<ReadCut>;
  readonly #withContent: boolean;
  readonly #blocks: Block[] = [];
  readonly #parts: ReadPart[] = [];
  readonly #calendars: ReadCalendar[] = [];
  readonly #textParts: ReadTextPart[] = [];
  readonly #protection = new Set<Protection>();

  constructor(cuts: Set<ReadCut>, withContent: boolean) {
    this.#cuts = cuts;
    this.#withContent = withContent;
  }

  walk(node: BodyNode, parent: BodyNode | undefined, block?: Block): void {
    for (const kind of protectionOf(node)) this.#protection.add(kind);
    if (node.children.length > 0) this.#walkChildren(node, block);
    else this.#leaf(node, parent, block);
  }

  #walkChildren(node: BodyNode, block: Block | undefined): void {
    if (node.mediaType === "multipart/alternative") {
      this.#alternative(node, block);
      return;
    }
    const isRelated = node.mediaType === "multipart/related";
    const start = node.params.get("start")?.replace(/^<|>$/g, "");
    const root = isRelated
      ? (node.children.find((one) => start && one.contentId === start) ?? node.children[0])
      : undefined;
    for (const child of node.children) {
      // In a related part everything but its root belongs to the root (RFC 2387).
      if (isRelated && child !== root && child.children.length === 0) this.#attach(child, "inline");
      else if (!isSignature(child, node)) this.walk(child, node, block);
    }
  }

  /** The same said several times (RFC 2046 §5.1.4): the last HTML and the last plain text that say something, whatever their order. */
  #alternative(node: BodyNode, outer: Block | undefined): void {
    const best: Block = {};
    let plain: BodyNode | undefined;
    for (const child of node.children) {
      const block: Block = {};
      this.walk(child, node, block);
      if (block.plain?.trim()) {
        // Two texts of one kind that say different things: the one that is not shown goes along as a file.
        if (plain && best.plain?.trim() !== block.plain.trim()) this.#attach(plain, "attachment");
        plain = child.children.length === 0 ? child : undefined;
        best.plain = block.plain;
      }
      if (block.html?.trim()) best.html = block.html;
    }
    this.#add(outer, best);
  }

  #leaf(node: BodyNode, parent: BodyNode | undefined, block: Block | undefined): void {
    const { mediaType } = node;
    const isAlternative = parent?.mediaType === "multipart/alternative";
    if (/^(text\/calendar|application\/ics)$/.test(mediaType)) {
      this.#calendar(node);
      if (!isAlternative || node.name || node.disposition === "attachment") this.#attach(node, "attachment");
    } else if (isBodyText(node, parent)) this.#text(node, block);
    // Watch and AMP versions of the same text are no files.
    else if (!(isAlternative && isExtra(mediaType) && parent.children.some((one) => !isExtra(one.mediaType))))
      this.#attach(node, inlineOf(node));
  }

  #text(node: BodyNode, block: Block | undefined): void {
    const isHtml = node.mediaType === "text/html";
    this.#textParts.push({ ...textPart(node), mediaType: isHtml ? "text/html" : "text/plain" });
    const bytes = node.bytes();
    if (!bytes) return;
    const charset = node.params.get("charset") ?? (isHtml ? charsetOfHtml(bytes) : undefined);
    const decoded = this.#short(decodeText(bytes, charset), isHtml ? MAX_HTML : MAX_TEXT);
    if (isHtml) {
      this.#add(block, { html: decoded });
      return;
    }
    const flowed = node.params.get("format")?.toLowerCase() === "flowed";
    const taken = takeUuFiles(flowed ? unflow(decoded, node.params.get("delsp")?.toLowerCase() === "yes") : decoded);
    for (const [n, file] of taken.files.entries()) this.#push(node, `${node.id}.u${n + 1}`, file);
    for (const kind of inlinePgp(taken.text)) this.#protection.add(kind);
    this.#add(block, { plain: taken.text });
  }

  /** Line ends as LF, no NULs, no halves of characters, not more than anybody reads. */
  #short(text: string, most: number): string {
    if (text.length > most) this.#cuts.add("text");
    return text.slice(0, most).replace(/\r\n?/g, "\n").replaceAll("\0", "").toWellFormed();
  }

  #add(into: Block | undefined, block: Block): void {
    if (!into) {
      if (block.plain !== undefined || block.html !== undefined) this.#blocks.push(block);
      return;
    }
    const merged = joinBlocks([into, block].filter((one) => one.plain !== undefined || one.html !== undefined));
    Object.assign(into, merged);
  }

  #calendar(node: BodyNode): void {
    this.#textParts.push({ ...textPart(node), mediaType: "text/calendar" });
    const bytes = node.bytes();
    if (!bytes || this.#calendars.length >= MAX_CALENDARS) return;
    const text = decodeText(bytes.subarray(0, MAX_TEXT), node.params.get("charset") ?? "utf-8");
    const method = (node.params.get("method") ?? /^METHOD:([A-Za-z-]{1,40})\s*$/m.exec(text)?.[1])
      ?.trim()
      .toUpperCase();
    // Outlook and Google send the same object as an alternative and as a file.
    if (this.#calendars.some((one) => one.text === text)) return;
    this.#calendars.push({ partId: node.id, ...(method && { method }), text });
  }

  #attach(node: BodyNode, disposition: ReadPart["disposition"]): void {
    const content = this.#withContent ? node.bytes() : undefined;
    this.#parts.push({
      id: node.id,
      name: safeName(node.name ?? nameOfMessage(node), node.mediaType),
      mediaType: node.mediaType,
      size: content?.length || node.size(),
      ...(node.contentId && { contentId: node.contentId }),
      disposition,
      ...(content && { content }),
    });
  }

  #push(node: BodyNode, id: string, { name, content }: { name: string; content: Uint8Array }): void {
    const mediaType = "application/octet-stream";
    const part = {
      id,
      name: safeName(name, mediaType),
      mediaType,
      size: content.length,
      disposition: "attachment" as const,
    };
    if (this.#parts.length < 1_000) this.#parts.push(this.#withContent ? { ...part, content } : part);
    else if (node.id) this.#cuts.add("parts");
  }

  body(): Body {
    const { plain, html } = joinBlocks(this.#blocks);
    const text = plain?.trim() ? plain : html !== undefined ? textOfHtml(html) : (plain ?? "");
    return {
      text: this.#short(text, MAX_TEXT),
      ...(html !== undefined && { html }),
      textParts: this.#textParts,
      parts: this.#parts,
      calendars: this.#calendars,
      protection: [...this.#protection],
    };
  }
}

/** Blocks one after the other: where one has HTML, all of them are HTML; where one has only HTML, its text is made of it. */
function joinBlocks(all: readonly Block[]): Block {
  const blocks = all.filter((one) => one.html !== undefined || one.plain?.trim());
  if (blocks.length < 2) return blocks[0] ?? all[0] ?? {};
  const html = blocks.some((one) => one.html !== undefined)
    ? blocks.map((one) => one.html ?? plainAsHtml(one.plain ?? "")).join("\n<br>\n")
    : undefined;
  // With HTML alone nothing is lost by making the text later.
  const plain = blocks.some((one) => one.plain?.trim())
    ? blocks.map((one) => (one.plain?.trim() ? one.plain : textOfHtml(one.html ?? ""))).join("\n")
    : undefined;
  return { ...(plain !== undefined && { plain }), ...(html !== undefined && { html }) };
}

const plainAsHtml = (text: string) =>
  `<div style="white-space:pre-wrap">${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</div>`;

/** Its words are the message's own: nobody called it a file (R38). A page with a name is a file, whatever it says. */
function isBodyText(node: BodyNode, parent: BodyNode | undefined): boolean {
  if (!/^text\/(plain|html)$/.test(node.mediaType) || node.disposition === "attachment") return false;
  if (!node.name || parent === undefined) return true;
  return node.mediaType === "text/plain" && node.disposition === "inline";
}

const isExtra = (mediaType: string) => /^text\/(x-amp-html|watch-html|x-aol)$/.test(mediaType);

function isSignature(node: BodyNode, parent: BodyNode): boolean {
  return (
    parent.mediaType === "multipart/signed" &&
    /^application\/(pgp-signature|(x-)?pkcs7-signature)$/.test(node.mediaType)
  );
}

const inlineOf = (node: BodyNode) =>
  node.disposition !== "attachment" && node.contentId && node.mediaType.startsWith("image/") ? "inline" : "attachment";

function inlinePgp(text: string): Protection[] {
  const kinds: Protection[] = [];
  if (text.includes("-----BEGIN PGP MESSAGE-----")) kinds.push("pgp-encrypted");
  if (text.includes("-----BEGIN PGP SIGNED MESSAGE-----")) kinds.push("pgp-signed");
  return kinds;
}

/** A message inside a message is named after its subject. */
function nameOfMessage(node: BodyNode): string | undefined {
  if (node.mediaType !== "message/rfc822") return undefined;
  const bytes = node.bytes()?.subarray(0, 20_000);
  const subject = bytes && /^subject:[ \t]*([^\r\n]{1,100})/im.exec(decodeText(bytes, undefined))?.[1];
  return subject && !subject.includes("=?") ? `${subject.trim()}.eml` : undefined;
}

function textPart(node: BodyNode): Omit<ReadTextPart, "mediaType"> {
  const charset = node.params.get("charset");
  return { id: node.id, ...(charset && { charset }), encoding: node.encoding, size: node.encodedSize };
}
