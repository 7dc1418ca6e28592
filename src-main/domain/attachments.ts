// The files of an event, as far as they are shown (RFC 5545 §3.8.1.1, RFC 8607 §4): contents are never read.
import type { Attachment } from "../../src-preload/contract/events.ts";
import type { IcalComponent, IcalLine } from "./ical-text.ts";
import { linesOf, paramOf } from "./ical-tree.ts";

const MAX_NAME = 255;

/** The attachments of a VEVENT, in file order. */
export function readAttachments(component: IcalComponent): Attachment[] {
  const lines = linesOf(component, "ATTACH");
  return lines.map(readAttachment);
}

function readAttachment(line: IcalLine): Attachment {
  const value = line.value.trim();
  const isInline = paramOf(line, "VALUE")?.toUpperCase() === "BINARY" || /^data:/i.test(value);
  const isWeb = !isInline && /^https?:\/\/[^\s<>"]+$/i.test(value);
  const mediaType = paramOf(line, "FMTTYPE")?.trim().toLowerCase();
  const size = sizeOf(line, value, isInline);
  return {
    name: nameOf(line, isInline ? "" : value) || "attachment",
    ...(isWeb && { url: value }),
    ...(mediaType && { mediaType }),
    ...(size !== undefined && { sizeBytes: size }),
    inline: isInline,
  };
}

// FILENAME (RFC 8607), what programs wrote before it, or the end of the address.
function nameOf(line: IcalLine, address: string): string {
  const given = ["FILENAME", "X-FILENAME", "X-APPLE-FILENAME", "LABEL", "X-LABEL"].map((name) => paramOf(line, name));
  const last = address.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  const name = given.find((one) => one?.trim()) ?? decoded(last) ?? "";
  // A name is shown, and may be saved under: it has no folders and no control characters.
  return name
    .replace(/^.*[/\\]/, "")
    .replace(/\p{Cc}/gu, "")
    .trim()
    .slice(0, MAX_NAME);
}

function sizeOf(line: IcalLine, value: string, isInline: boolean): number | undefined {
  const said = paramOf(line, "SIZE")?.trim() ?? "";
  if (/^\d{1,15}$/.test(said)) return Number(said);
  if (!isInline) return undefined;
  const data = value.replace(/^data:[^,]*,/i, "").replace(/\s/g, "");
  const padding = /={0,2}$/.exec(data)?.[0].length ?? 0;
  return Math.floor((data.length * 3) / 4) - padding;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
