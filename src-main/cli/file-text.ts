// The text of a calendar file, whatever wrote it.

/** Decodes a file: UTF-8 (RFC 5545 §3.1.4), with or without a byte order mark, else Windows-1252, as old exports are. */
export function decodeCalendarFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
