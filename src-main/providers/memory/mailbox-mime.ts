// As much of MIME (RFC 2045, RFC 2046) as a mailbox inside the process needs to show the structure of its messages.
import type { RemotePart } from "../mail-provider.ts";

interface Leaf extends RemotePart {
  /** As encoded. */
  readonly body: string;
}

/** The header block with the empty line that ends it. */
export function headerOf(source: Uint8Array): Uint8Array {
  const end = Buffer.from(source).indexOf("\r\n\r\n");
  return end < 0 ? source : source.slice(0, end + 4);
}

/** Value of a header, unfolded; undefined when there is none. */
export function headerValue(source: Uint8Array, name: string): string | undefined {
  return fieldOf(Buffer.from(headerOf(source)).toString("latin1"), name);
}

/** What a message holds, as the leaves of its structure. */
export function leavesOf(source: Uint8Array): readonly Leaf[] {
  return leaves(Buffer.from(source).toString("latin1"), []);
}

/** A leaf without its transfer encoding. */
export function decoded({ encoding, body }: Leaf): Uint8Array {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const whole = body.replace(/[ \t]+$/gm, "").replace(/=\r?\n/g, "");
  const bytes = whole.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

function fieldOf(header: string, name: string): string | undefined {
  const match = new RegExp(`^${name}:((?:.*)(?:\\r\\n[ \\t].*)*)`, "im").exec(header);
  return match?.[1]?.replace(/\r\n[ \t]+/g, " ").trim();
}

function leaves(text: string, path: readonly number[]): readonly Leaf[] {
  const split = text.indexOf("\r\n\r\n");
  const [header, body] = split < 0 ? [text, ""] : [text.slice(0, split), text.slice(split + 4)];
  const [type, parameters] = valueAndParameters(fieldOf(header, "content-type") ?? "text/plain");
  const { boundary } = parameters;
  if (type.startsWith("multipart/") && boundary !== undefined)
    return between(body, boundary).flatMap((part, n) => leaves(part, [...path, n + 1]));
  const [disposition, more] = valueAndParameters(fieldOf(header, "content-disposition") ?? "");
  const name = more.filename ?? parameters.name;
  const contentId = fieldOf(header, "content-id");
  return [
    {
      part: path.join(".") || "1",
      type,
      parameters,
      ...(disposition && { disposition }),
      ...(name !== undefined && { name }),
      ...(contentId !== undefined && { contentId }),
      encoding: (fieldOf(header, "content-transfer-encoding") ?? "7bit").toLowerCase(),
      size: body.length,
      body,
    },
  ];
}

function between(body: string, boundary: string): readonly string[] {
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`);
  return pieces.slice(1).flatMap((piece) => (piece.startsWith("--") ? [] : [piece.replace(/^[ \t]*\r\n/, "")]));
}

function valueAndParameters(text: string): readonly [string, Readonly<Record<string, string>>] {
  const value = /^[^;]*/.exec(text)?.[0].trim().toLowerCase() ?? "";
  const found = [...text.matchAll(/;\s*([\w*-]+)=(?:"((?:\\.|[^"])*)"|([^;\s]*))/g)];
  const entries = found.map(([, key = "", quoted, plain]) => [key.toLowerCase(), quoted ?? plain ?? ""]);
  return [value, Object.fromEntries(entries)];
}
