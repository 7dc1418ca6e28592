// Takes out of a text what a log must not keep. Pure.

const LONGEST = 400;

/** Addresses, links' secrets, tokens, quoted words and home folders become placeholders; the text gets one line. */
export function scrub(text: string): string {
  return (
    text
      .slice(0, 4 * LONGEST)
      // The path and query of a link may name a person or carry a token; its host helps.
      .replace(/\b([a-z][a-z0-9+.-]{1,20}):\/\/(?:[^\s/@"']*@)?([^\s/?#"')]*)[^\s"')]*/gi, "$1://$2/…")
      .replace(/\b(mailto|tel|webcal):[^\s"')]+/gi, "$1:…")
      .replace(/[^\s<>()"',;:=]+@[^\s<>()"',;]+/g, "<address>")
      .replace(/\b(authorization|cookie)\b.*/gi, "$1 …")
      .replace(/\b(bearer|basic)\s+\S+/gi, "$1 …")
      .replace(/\b(password|passwd|pwd|secret|token|key)\b["']?\s*[:=]\s*\S+/gi, "$1 …")
      // What is quoted in an error is somebody's words or a file's name.
      .replace(/"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`/g, "“…”")
      .replace(/(^|[\s(])'[^']*'/g, "$1“…”")
      .replace(/(\/(?:home|Users)\/|[A-Z]:\\Users\\)[^/\\\s:]+/g, "$1…")
      .replace(/[A-Za-z0-9+/_=-]{24,}/g, "<token>")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, LONGEST)
  );
}
