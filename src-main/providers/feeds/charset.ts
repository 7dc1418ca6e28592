// Bytes as text: what the server says, what the document says, and what the bytes say when both are wrong.

const LABELS = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xfe, 0xff], "utf-16be"],
  [[0xff, 0xfe], "utf-16le"],
] as const;

/** Label that TextDecoder knows, or undefined. */
function known(label: string | undefined): string | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** The charsets to try: byte order mark, header (RFC 7303 §3.2), XML declaration or `<meta>`, UTF-8. */
function candidates(bytes: Uint8Array, contentType: string): string[] {
  for (const [mark, label] of LABELS) if (mark.every((byte, n) => bytes[n] === byte)) return [label];
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const said = /charset\s*=\s*"?'?([\w.:-]+)/i.exec(contentType)?.[1];
  const declared =
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  const labels = [known(said), known(declared), "utf-8"].filter((label) => label !== undefined);
  return [...new Set(labels)];
}

/** Decodes a document. One wrong byte spoils one letter, not all of them. */
export function decode(bytes: Uint8Array, contentType: string): string {
  const labels = candidates(bytes, contentType);
  for (const label of labels) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // Not in this charset after all: the next one.
    }
  }
  const text = new TextDecoder(labels[0]).decode(bytes);
  const lost = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return lost * 2 > foreign ? new TextDecoder("windows-1252").decode(bytes) : text;
}
